//! The browser's database: texts under names, read by how their names begin, written all at once.
//!
//! A thin layer over the browser's own interface. What a request or a transaction answers is awaited
//! by giving it the two functions of a promise.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbOpenDbRequest, IdbTransaction, IdbTransactionMode};

use super::window;

const NAME: &str = "causal";
const TABLE: &str = "kept";

/// The open database.
#[derive(Clone, Debug)]
pub(super) struct Database(IdbDatabase);

/// Why nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// There is no room left.
    Full,
    /// The browser does not want to, or has closed the database.
    Refused,
}

/// What is written in one go: all of it or nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Transaction {
    /// Texts under their names.
    pub(super) puts: Vec<(String, String)>,
    /// Beginnings of names: all texts under such names go, before the others come.
    pub(super) removals: Vec<String>,
}

impl Database {
    /// Opens it, and makes it if there is none.
    ///
    /// # Errors
    /// What the browser says.
    pub(super) async fn open() -> Result<Self, JsValue> {
        let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(NAME, 1)?;
        let make = {
            let request = request.clone();
            Closure::once(move || {
                let made = database_of(&request)?;
                made.create_object_store(TABLE).map(drop)
            })
        };
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        let opened = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
            request.set_onblocked(Some(&reject));
        });
        JsFuture::from(opened).await?;
        let database = database_of(&request)?;
        // A later version of the page may need the database for itself.
        let make_way = {
            let database = database.clone();
            Closure::<dyn Fn()>::new(move || database.close())
        };
        database.set_onversionchange(Some(make_way.into_js_value().unchecked_ref()));
        Ok(Self(database))
    }

    /// All texts under names that begin like this, with the rest of their names.
    ///
    /// # Errors
    /// What the browser says.
    pub(super) async fn read(&self, beginning: &str) -> Result<Vec<(String, String)>, JsValue> {
        let transaction = self.0.transaction_with_str(TABLE)?;
        let table = transaction.object_store(TABLE)?;
        let range = range(beginning)?;
        let names = table.get_all_keys_with_key(&range)?;
        let texts = table.get_all_with_key(&range)?;
        ended(&transaction).await?;
        let names = Array::from(&names.result()?).into_iter();
        let texts = Array::from(&texts.result()?).into_iter();
        let pairs = names.zip(texts).filter_map(|(name, text)| {
            let name = name.as_string()?;
            Some((name.strip_prefix(beginning)?.to_owned(), text.as_string()?))
        });
        Ok(pairs.collect())
    }

    /// Writes it all, or nothing.
    ///
    /// # Errors
    /// Why nothing was written.
    pub(super) async fn write(&self, what: &Transaction) -> Result<(), Failure> {
        let transaction = self.begin(what).map_err(|_| Failure::Refused)?;
        let outcome = ended(&transaction).await;
        outcome.map_err(|_| match transaction.error() {
            Some(error) if error.name() == "QuotaExceededError" => Failure::Full,
            _ => Failure::Refused,
        })
    }

    fn begin(&self, what: &Transaction) -> Result<IdbTransaction, JsValue> {
        let transaction =
            self.0.transaction_with_str_and_mode(TABLE, IdbTransactionMode::Readwrite)?;
        let table = transaction.object_store(TABLE)?;
        for beginning in &what.removals {
            table.delete(range(beginning)?.as_ref())?;
        }
        for (name, text) in &what.puts {
            table.put_with_key(&text.into(), &name.into())?;
        }
        Ok(transaction)
    }
}

fn database_of(request: &IdbOpenDbRequest) -> Result<IdbDatabase, JsValue> {
    request.result()?.dyn_into()
}

/// All names that begin like this; they are of letters that come before the last one there is.
fn range(beginning: &str) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&beginning.into(), &format!("{beginning}\u{ffff}").into())
}

async fn ended(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let ended = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(ended).await.map(drop)
}
