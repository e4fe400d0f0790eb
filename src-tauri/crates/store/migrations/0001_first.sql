-- Identifiers and times are text, made by the host. `position` keeps the order in which rows were inserted.
-- Columns called body, endpoint, request, response, exchange, decision and state hold JSON as text.

CREATE TABLE connectors (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    description    TEXT NOT NULL,
    endpoint       TEXT NOT NULL,
    authentication TEXT NOT NULL,
    created_at     TEXT NOT NULL
);

CREATE TABLE snapshots (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    connector_id TEXT NOT NULL REFERENCES connectors (id) ON DELETE CASCADE,
    taken_at     TEXT NOT NULL,
    body         TEXT NOT NULL
);
CREATE INDEX snapshots_by_connector ON snapshots (connector_id, position);

CREATE TABLE templates (
    hash TEXT PRIMARY KEY NOT NULL,
    html TEXT NOT NULL
);

CREATE TABLE conversations (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    started_at TEXT NOT NULL
);

-- At most one row.
CREATE TABLE current_conversation (
    only            INTEGER PRIMARY KEY CHECK (only = 1),
    conversation_id TEXT NOT NULL REFERENCES conversations (id)
);

CREATE TABLE entries (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    kind            TEXT NOT NULL CHECK (kind IN ('message', 'call')),
    body            TEXT NOT NULL
);
CREATE INDEX entries_by_conversation ON entries (conversation_id, position);

CREATE TABLE exchanges (
    call_id  TEXT PRIMARY KEY NOT NULL,
    request  TEXT,
    response TEXT,
    exchange TEXT
);

CREATE TABLE approvals (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    call_id         TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    body            TEXT NOT NULL,
    asked_at        TEXT NOT NULL,
    decision        TEXT
);
CREATE INDEX approvals_open ON approvals (position) WHERE decision IS NULL;

-- A connector that comes back under the same id must not find old permissions waiting for it.
CREATE TABLE remembered (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    connector_id    TEXT NOT NULL REFERENCES connectors (id) ON DELETE CASCADE,
    tool_name       TEXT NOT NULL,
    since           TEXT NOT NULL,
    UNIQUE (conversation_id, connector_id, tool_name)
);

CREATE TABLE widget_state (
    call_id    TEXT NOT NULL,
    screen     TEXT NOT NULL,
    state      TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (call_id, screen)
);
