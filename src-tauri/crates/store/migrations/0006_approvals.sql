-- What was answered for longer than one call. What no longer holds stays, with its end, until its connector goes: a
-- person can see since when and until when it held.
CREATE TABLE remembered_answers (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    connector_id    TEXT NOT NULL REFERENCES connectors (id) ON DELETE CASCADE,
    -- None: in every conversation.
    conversation_id TEXT REFERENCES conversations (id),
    -- None: every tool of the connector.
    tool_name       TEXT,
    choice          TEXT NOT NULL,
    since           TEXT NOT NULL,
    answered_by     TEXT NOT NULL,
    -- None where an older version remembered it.
    call_id         TEXT,
    -- JSON; none while it holds.
    ended           TEXT
);
CREATE INDEX remembered_answers_by_connector ON remembered_answers (connector_id);

INSERT INTO remembered_answers (id, connector_id, conversation_id, tool_name, choice, since, answered_by)
SELECT 'remembered-' || position, connector_id, conversation_id, tool_name, 'allow_for_conversation', since, ''
FROM remembered ORDER BY position;

DROP TABLE remembered;
ALTER TABLE remembered_answers RENAME TO remembered;

-- Tools that an answer for a whole connector no longer covers.
CREATE TABLE remembered_exceptions (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    remembered_id TEXT NOT NULL REFERENCES remembered (id) ON DELETE CASCADE,
    tool_name     TEXT NOT NULL,
    ended         TEXT NOT NULL,
    UNIQUE (remembered_id, tool_name)
);

CREATE INDEX approvals_by_conversation ON approvals (conversation_id, position);
CREATE INDEX approvals_by_call ON approvals (call_id);

-- Answers that are given in a person's place, as JSON, and to which calls they were given.
CREATE TABLE rehearsals (
    conversation_id TEXT PRIMARY KEY NOT NULL REFERENCES conversations (id),
    body            TEXT NOT NULL
);
