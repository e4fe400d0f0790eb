-- What the person has set, as JSON. At most one row; none means that nothing differs from what is built in.
CREATE TABLE settings (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    body TEXT NOT NULL
);
