//! What outlasts every life of the host, and what the test itself knows of what was done.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use greenroom_contract::approval::Choice;
use greenroom_contract::call::Call;
use greenroom_contract::permission::{
    AlwaysCovers, ConnectorPermissions, HighRisk, PermissionLevel, Remembered, WidgetCalls,
};
use greenroom_tests::fixture::{BOARD, Fixture};
use greenroom_tests::test_host::TestHost;
use serde_json::json;

use super::steps::{Edition, Rules, TOOLS};

/// By tool: what the host may have read, one of these. `None`: the tool is not there.
pub type Known = BTreeMap<&'static str, Vec<Option<Edition>>>;

/// By call: its end, as it was shown.
pub type Settled = Arc<Mutex<BTreeMap<String, Call>>>;

pub struct World {
    pub server: Fixture,
    pub connector: String,
    pub rules: Cell<Rules>,
    pub is_enabled: Cell<bool>,
    pub is_silent: Cell<bool>,
    /// What the server has now.
    pub published: RefCell<BTreeMap<&'static str, Option<Edition>>>,
    pub known: RefCell<Known>,
    /// By what stands in its arguments.
    pub proposals: RefCell<BTreeMap<u64, Proposed>>,
    pub answers: RefCell<Vec<Answered>>,
    /// By remembered answer: what was known of the tools when it was first seen.
    pub memories: RefCell<BTreeMap<String, Known>>,
    /// The calls that this life has seen begin.
    pub calls: RefCell<BTreeSet<String>>,
    pub settled: Settled,
}

/// A call that was asked for, and how things stood just then.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub tool: &'static str,
    pub rules: Rules,
    pub known: Vec<Option<Edition>>,
    /// What was remembered, newest first.
    pub remembered: Vec<Remembered>,
    /// Whether nothing else was done at the same time.
    pub is_alone: bool,
}

/// An answer that was given to a prompt, and perhaps too late.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub approval: String,
    pub choice: Choice,
    pub by: &'static str,
}

impl World {
    /// A server, connected in a first life.
    pub async fn begin(test: &TestHost) -> Self {
        let server = Fixture::start();
        server.template(json!({ "uri": BOARD, "mimeType": "text/html+skybridge", "text": "<p>Board</p>" }));
        let hints =
            |read_only, destructive| Edition { read_only, destructive, open_world: None, arguments: 0 };
        let editions = [hints(Some(true), None), hints(None, None), hints(Some(false), Some(true))];
        let published: BTreeMap<_, _> = TOOLS.into_iter().zip(editions.map(Some)).collect();
        let rules = Rules {
            level: PermissionLevel::Classic,
            widget_calls: WidgetCalls::SameRule,
            high_risk: HighRisk::Asks,
            always_covers: AlwaysCovers::App,
            connector: ConnectorPermissions::default(),
        };
        let mut world = Self {
            server,
            connector: String::new(),
            rules: Cell::new(rules),
            is_enabled: Cell::new(true),
            is_silent: Cell::new(false),
            published: RefCell::default(),
            known: RefCell::default(),
            proposals: RefCell::default(),
            answers: RefCell::default(),
            memories: RefCell::default(),
            calls: RefCell::default(),
            settled: Arc::default(),
        };
        for (tool, edition) in published {
            world.publish(tool, edition);
        }
        world.connector = test.connect(&world.server.url).await.id;
        world.read();
        world
    }

    pub fn publish(&self, tool: &'static str, edition: Option<Edition>) {
        match edition {
            Some(edition) => self.server.tool(edition.descriptor(tool, BOARD), |_| json!({ "content": [] })),
            None => self.server.withdraw(tool),
        }
        self.published.borrow_mut().insert(tool, edition);
    }

    /// The host has read what the server has now.
    pub fn read(&self) {
        let published = self.published.borrow();
        *self.known.borrow_mut() = published.iter().map(|(tool, edition)| (*tool, vec![*edition])).collect();
    }

    /// The host may have read it, or may still do so.
    pub fn may_read(&self) {
        for (tool, edition) in &*self.published.borrow() {
            let mut known = self.known.borrow_mut();
            let known = known.entry(tool).or_default();
            if !known.contains(edition) {
                known.push(*edition);
            }
        }
    }
}
