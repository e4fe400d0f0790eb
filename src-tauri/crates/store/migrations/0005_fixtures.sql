-- What the widget of a call is told that was never made, as JSON.
CREATE TABLE fixtures (
    call_id TEXT PRIMARY KEY NOT NULL,
    body    TEXT NOT NULL
);
