-- Which program, model and data read: one row each time that one of them has changed.
CREATE TABLE run (
    number    INTEGER PRIMARY KEY,
    dateline  TEXT NOT NULL,
    model     TEXT NOT NULL,
    knowledge TEXT NOT NULL,
    lexicon   TEXT NOT NULL
);

-- A story as published. A correction is an article of its own, which names the one that it supersedes.
CREATE TABLE article (
    number      INTEGER PRIMARY KEY,
    hash        TEXT NOT NULL UNIQUE,   -- of title, day and text
    id          TEXT NOT NULL,          -- the publisher's, or the file's
    title       TEXT,
    url         TEXT,
    publisher   TEXT,
    published   TEXT,                   -- YYYY-MM-DD
    language    TEXT NOT NULL,
    text        TEXT NOT NULL,
    boilerplate TEXT NOT NULL,          -- JSON: start, end (bytes), kind
    notes       TEXT NOT NULL,          -- JSON: how the story came in
    supersedes  INTEGER REFERENCES article
);
CREATE INDEX article_published ON article (published);

-- Where an article stands, and stood: the same story may stand at several addresses.
CREATE TABLE address (
    url     TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article
) WITHOUT ROWID;
CREATE INDEX address_article ON address (article);

-- What a run made of an article. It holds from the run `since` up to, but not with, the run `until`.
CREATE TABLE reading (
    number    INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL REFERENCES article,
    since     INTEGER NOT NULL REFERENCES run,
    until     INTEGER REFERENCES run,
    confirmed INTEGER NOT NULL REFERENCES run,  -- the last run that read the same
    record    BLOB NOT NULL                     -- the record, deflated JSON, offsets in bytes
);
CREATE INDEX reading_article ON reading (article);

CREATE TABLE actor (
    number      INTEGER PRIMARY KEY,
    reading     INTEGER NOT NULL REFERENCES reading,
    id          TEXT NOT NULL,          -- within the record: a1
    name        TEXT NOT NULL,
    country     TEXT,
    sectors     TEXT NOT NULL,          -- "GOV MIL", the primary one first
    title       TEXT,
    wikidata    TEXT,
    mentions    INTEGER NOT NULL,
    acts        INTEGER NOT NULL,       -- so many events in which it is an actor
    undergoes   INTEGER NOT NULL,       -- so many in which it is a recipient
    speaks      INTEGER NOT NULL        -- so many statements
);
CREATE INDEX actor_reading ON actor (reading);
CREATE INDEX actor_country ON actor (country);
CREATE INDEX actor_name ON actor (name);

CREATE TABLE place (
    number      INTEGER PRIMARY KEY,
    reading     INTEGER NOT NULL REFERENCES reading,
    id          TEXT NOT NULL,
    name        TEXT NOT NULL,
    country     TEXT,
    admin1      TEXT,
    latitude    REAL,
    longitude   REAL,
    geonames_id INTEGER
);
CREATE INDEX place_reading ON place (reading);

CREATE TABLE time (
    number  INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES reading,
    id      TEXT NOT NULL,
    words   TEXT NOT NULL,
    type    TEXT NOT NULL,
    value   TEXT NOT NULL
);
CREATE INDEX time_reading ON time (reading);

CREATE TABLE statement (
    number          INTEGER PRIMARY KEY,
    reading         INTEGER NOT NULL REFERENCES reading,
    id              TEXT NOT NULL,
    kind            TEXT NOT NULL,
    act             TEXT NOT NULL,
    negated         INTEGER NOT NULL,
    speaker         INTEGER REFERENCES actor,
    speaker_words   TEXT,
    cue             TEXT NOT NULL,
    content         TEXT NOT NULL,
    addressee       INTEGER REFERENCES actor,
    addressee_words TEXT,
    within          INTEGER REFERENCES statement,
    date            TEXT,               -- as the story tells it, TIMEX3
    first_day       TEXT,               -- of that date, or the day of publication
    last_day        TEXT,
    rule            TEXT NOT NULL
);
CREATE INDEX statement_reading ON statement (reading);
CREATE INDEX statement_speaker ON statement (speaker);
CREATE INDEX statement_first_day ON statement (first_day);

CREATE TABLE event (
    number      INTEGER PRIMARY KEY,
    reading     INTEGER NOT NULL REFERENCES reading,
    id          TEXT NOT NULL,          -- e and sixteen hexadecimal digits
    type        TEXT NOT NULL,
    modes       TEXT NOT NULL,          -- "arrest violence"
    contexts    TEXT NOT NULL,          -- "diplomatic military"
    quad_code   INTEGER NOT NULL,
    event_scale REAL NOT NULL,
    cameo       TEXT NOT NULL,
    modality    TEXT NOT NULL,
    date        TEXT,                   -- as the story tells it, TIMEX3
    first_day   TEXT,                   -- of that date, or the day of publication
    last_day    TEXT,
    dated       TEXT,                   -- 'text' or 'published': which of the two
    place       INTEGER REFERENCES place,
    trigger     TEXT NOT NULL,
    sentence    TEXT NOT NULL,
    rule        TEXT NOT NULL
);
CREATE INDEX event_reading ON event (reading);
CREATE INDEX event_id ON event (id);
CREATE INDEX event_first_day ON event (first_day);

CREATE TABLE event_party (
    event    INTEGER NOT NULL REFERENCES event,
    role     TEXT NOT NULL,             -- 'actor' or 'recipient'
    position INTEGER NOT NULL,
    actor    INTEGER NOT NULL REFERENCES actor,
    words    TEXT NOT NULL,
    PRIMARY KEY (event, role, position)
) WITHOUT ROWID;

-- Each actor of an event with each recipient; both ways round where all parties act; nobody where there is none.
CREATE TABLE dyad (
    event     INTEGER NOT NULL REFERENCES event,
    actor     INTEGER REFERENCES actor,
    recipient INTEGER REFERENCES actor
);
CREATE INDEX dyad_event ON dyad (event);
CREATE INDEX dyad_actor ON dyad (actor);
CREATE INDEX dyad_recipient ON dyad (recipient);

CREATE TABLE quantity (
    event     INTEGER NOT NULL REFERENCES event,
    position  INTEGER NOT NULL,
    what      TEXT NOT NULL,
    value     REAL NOT NULL,
    qualifier TEXT,
    words     TEXT NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;

-- The statements in whose content an event stands, innermost first.
CREATE TABLE according_to (
    event     INTEGER NOT NULL REFERENCES event,
    position  INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'article', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, content = 'statement', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    sentence, content = 'event', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
