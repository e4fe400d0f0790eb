//! The board's cards and what can be done with them.

use serde::{Deserialize, Serialize};

#[derive(Debug)]
pub struct Board {
    cards: Vec<Card>,
    next_id: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    pub id: u32,
    pub title: String,
    pub column: Column,
    pub labels: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    Todo,
    Doing,
    Done,
}

impl Default for Board {
    fn default() -> Self {
        let mut board = Self { cards: Vec::new(), next_id: 1 };
        board.add("Sketch the empty state", Column::Todo, &["design"], None);
        board.add(
            "Declare every CSP domain",
            Column::Todo,
            &["review"],
            Some("Exact origins, no wildcards."),
        );
        board.add("Try the widget on a phone", Column::Doing, &["mobile"], None);
        board.add("Annotate the tools", Column::Done, &["review"], None);
        board
    }
}

impl Board {
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    pub fn add(&mut self, title: &str, column: Column, labels: &[&str], notes: Option<&str>) -> Card {
        let card = Card {
            id: self.next_id,
            title: title.to_owned(),
            column,
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            notes: notes.map(str::to_owned),
        };
        self.next_id += 1;
        self.cards.push(card.clone());
        card
    }

    pub fn shift(&mut self, id: u32, column: Column) -> Option<Card> {
        let card = self.cards.iter_mut().find(|card| card.id == id)?;
        card.column = column;
        Some(card.clone())
    }

    pub fn delete(&mut self, id: u32) -> Option<Card> {
        let index = self.cards.iter().position(|card| card.id == id)?;
        Some(self.cards.remove(index))
    }
}
