//! What a widget's checkout session says, as far as the payment sheet shows it.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Amounts are in the minor unit of the currency: cents, or whole yen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Checkout {
    pub merchant: String,
    pub provider: String,
    /// Three letters, in upper case.
    pub currency: String,
    pub items: Vec<CheckoutItem>,
    /// In the session's order; the total is among them.
    pub totals: Vec<CheckoutAmount>,
    pub links: Vec<CheckoutLink>,
    /// What the person should know of this session, for example that it would have been a real payment.
    pub remarks: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutItem {
    pub name: String,
    pub quantity: u32,
    #[specta(type = i32)]
    pub total: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutAmount {
    pub kind: String,
    pub text: String,
    #[specta(type = i32)]
    pub amount: f64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutLink {
    pub text: String,
    pub url: String,
}
