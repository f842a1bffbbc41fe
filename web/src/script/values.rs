//! Values on their way between scripts and this module: JSON, whole numbers, HTTP requests, errors.

use std::collections::BTreeMap;

use causal_core::http::{Dialect, Request, Response};
use js_sys::{Error, JSON, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

/// An error with a sentence.
pub(super) fn error(sentence: impl AsRef<str>) -> JsValue {
    Error::new(sentence.as_ref()).into()
}

/// A string.
pub(super) fn text_in(value: &JsValue, what: &str) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| error(format!("{what} is a string.")))
}

/// A string as it is, anything else as JSON.
pub(super) fn json_in(value: &JsValue, what: &str) -> Result<String, JsValue> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    let json = value.is_object().then(|| JSON::stringify(value)).transpose()?;
    let json = json.and_then(|json| json.as_string());
    json.ok_or_else(|| error(format!("{what} is an object, or a string.")))
}

/// A whole number from 0; nothing if there is none.
pub(super) fn count(value: &JsValue, what: &str) -> Result<Option<f64>, JsValue> {
    if value.is_undefined() {
        return Ok(None);
    }
    let number = value.as_f64().filter(|number| *number >= 0.0 && number.fract() == 0.0);
    number.map(Some).ok_or_else(|| error(format!("{what} is a whole number from 0.")))
}

/// A request as scripts write it.
#[derive(Deserialize)]
struct Wish {
    method: String,
    path: String,
    headers: Option<BTreeMap<String, String>>,
    #[serde(default, with = "serde_wasm_bindgen::preserve")]
    body: JsValue,
    dialect: Option<String>,
}

/// An answer as scripts get it.
#[derive(Serialize)]
struct Told<'a> {
    status: u16,
    body: &'a str,
}

/// A request, and the dialect it is in.
pub(super) fn request(request: &JsValue) -> Result<(Request, Dialect), String> {
    let wish: Wish = serde_wasm_bindgen::from_value(request.clone()).map_err(|_why| {
        "A request is an object with a `method` and a `path`, both strings, and perhaps `headers` \
         (an object of strings), a `body` and a `dialect` (a string)."
    })?;
    let dialect = match &wish.dialect {
        None => Dialect::Auto,
        Some(word) => Dialect::from_word(word).ok_or_else(unknown)?,
    };
    let headers = wish.headers.unwrap_or_default().into_iter().collect();
    let body = body(&wish.body)?;
    Ok((Request { method: wish.method, path: wish.path, headers, body }, dialect))
}

/// An answer.
pub(super) fn answer(response: &Response) -> JsValue {
    let told = Told { status: response.status, body: &response.body };
    serde_wasm_bindgen::to_value(&told).unwrap_or_default()
}

fn unknown() -> String {
    let words: Vec<&str> = Dialect::ALL.into_iter().map(Dialect::word).collect();
    format!("There is no such dialect; there are {}.", words.join(", "))
}

/// The bytes of a string or an array of bytes; anything else as JSON.
fn body(body: &JsValue) -> Result<Vec<u8>, String> {
    if body.is_undefined() || body.is_null() {
        return Ok(Vec::new());
    }
    if let Some(bytes) = body.dyn_ref::<Uint8Array>() {
        return Ok(bytes.to_vec());
    }
    if let Some(text) = body.as_string() {
        return Ok(text.into_bytes());
    }
    let json = JSON::stringify(body).ok().and_then(|json| json.as_string());
    json.map(String::into_bytes).ok_or_else(|| "The `body` cannot be written as JSON.".to_owned())
}
