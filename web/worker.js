// Long work beside the page: starts the page's own compiled module, which does the rest.
onmessage = ({ data: [glue, module] }) => {
  import(glue)
    .then((page) => page.default({ module_or_path: module }))
    // The page hears of errors, but not of promises that fail.
    .catch((error) => setTimeout(() => { throw error; }));
};
