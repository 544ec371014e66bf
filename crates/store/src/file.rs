//! The file: made, opened and recognised; what can be wrong with it, in words.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use record::Error;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// "DLNE": what tells a store from another program's SQLite file.
const APPLICATION: i32 = 0x444C_4E45;

/// The version of the tables. A migration from each earlier one stands in [`MIGRATIONS`].
const VERSION: i64 = MIGRATIONS.len() as i64;

/// What makes version 1 of nothing, 2 of 1, and so on.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

const VIEWS: &str = include_str!("views.sql");

/// A second writer waits so long for the first, which needs milliseconds for an article.
const PATIENCE: Duration = Duration::from_secs(30);

/// A store that is open.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// The run that is written, once it is known.
    pub(crate) run: Option<(record::Run, i64)>,
}

impl Store {
    /// Opens a store to write into; makes it where there is none.
    pub fn create(path: &Path) -> Result<Store, Error> {
        if !is_new(path)? {
            recognise(path)?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut store = open(path, path, flags)?;
        if store.number("SELECT count(*) FROM sqlite_schema", [])? > 0 {
            store.check_mark()?;
            store.refuse_newer()?;
        }
        store.use_log().and_then(|()| store.prepare()).map_err(|error| store.fault(error))?;
        Ok(store)
    }

    /// Opens a store to read, while others may write.
    pub fn open(path: &Path) -> Result<Store, Error> {
        if is_new(path)? {
            return Err(Error::new("there is no store here")
                .in_file(path.display())
                .hint(format!("make one: dateline add STORY... --store {}", path.display())));
        }
        recognise(path)?;
        // Whoever may write takes the log away when the last one leaves; who may only read would leave it lying there.
        let mut store = open(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Where the folder cannot be written, the index that readers of the log share cannot be made; where no log is
        // left to be written back, nobody needs it.
        if !store.can_be_read() && !has_log(path) {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            store = open(path, &immutable(path), flags)?;
        }
        store.check_mark()?;
        store.refuse_newer()?;
        store.refuse_older()?;
        store.only_read(true)?;
        Ok(store)
    }

    /// The same store as it was after an earlier run: what later runs added, corrected or read otherwise is not seen.
    pub fn as_of(self, run: i64) -> Result<Store, Error> {
        let runs: i64 = self.number("SELECT count(*) FROM run WHERE number = ?1", [run])?;
        if runs == 0 {
            let last: i64 = self.number("SELECT coalesce(max(number), 0) FROM run", [])?;
            return Err(Error::new(format!("there is no run {run}"))
                .in_file(self.path.display())
                .hint(format!("the last is run {last}; `dateline cite` lists them")));
        }
        let held = format!("reading.since <= {run} AND (reading.until IS NULL OR reading.until > {run})");
        let views = views(&held).replace("CREATE VIEW", "CREATE TEMP VIEW");
        self.only_read(false)?;
        self.connection.execute_batch(&views).map_err(|error| self.fault(error))?;
        self.only_read(true)?;
        Ok(self)
    }

    /// Where the store lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// One number out of the store.
    pub(crate) fn number(&self, sql: &str, values: impl rusqlite::Params) -> Result<i64, Error> {
        self.connection.query_row(sql, values, |row| row.get(0)).map_err(|error| self.fault(error))
    }

    /// What SQLite says, told as a user can act upon it.
    pub(crate) fn fault(&self, error: rusqlite::Error) -> Error {
        fault(&self.path, error)
    }

    /// Whether SQLite refuses to change anything, views of this connection's own included.
    fn only_read(&self, only: bool) -> Result<(), Error> {
        self.connection.pragma_update(None, "query_only", only).map_err(|error| self.fault(error))
    }

    /// Has changes written to a log beside the file, so that others may read meanwhile.
    fn use_log(&self) -> rusqlite::Result<()> {
        // Two that make a store at once do not wait for each other by themselves here.
        for _ in 0..PATIENCE.as_millis() / 20 {
            match self.connection.pragma_update(None, "journal_mode", "WAL") {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                outcome => return outcome,
            }
        }
        self.connection.pragma_update(None, "journal_mode", "WAL")
    }

    /// Makes the tables where they are not, or not yet as today's.
    fn prepare(&mut self) -> rusqlite::Result<()> {
        // A commit outlives the program's death at once, and the machine's from the next checkpoint on; a store never
        // breaks. `add` may be run again over the same files.
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        let begin = rusqlite::TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(begin)?;
        let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version < VERSION {
            for migration in &MIGRATIONS[version.max(0) as usize..] {
                transaction.execute_batch(migration)?;
            }
            for name in ["actors", "statements", "dyads", "events", "claims", "articles"] {
                transaction.execute_batch(&format!("DROP VIEW IF EXISTS {name}"))?;
            }
            transaction.execute_batch(&views("reading.until IS NULL"))?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()
    }

    fn can_be_read(&self) -> bool {
        let first =
            self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
        first.is_ok()
    }

    /// Whether it is a store, and not the database of another program.
    fn check_mark(&self) -> Result<(), Error> {
        if self.number("PRAGMA application_id", [])? == i64::from(APPLICATION) {
            return Ok(());
        }
        Err(Error::new(FOREIGN).in_file(self.path.display()))
    }

    fn refuse_newer(&self) -> Result<(), Error> {
        let version: i64 = self.number("PRAGMA user_version", [])?;
        if version <= VERSION {
            return Ok(());
        }
        let message = format!("a store of version {version}; this program knows version {VERSION}");
        Err(Error::new(message).in_file(self.path.display()).hint("use a newer dateline"))
    }

    fn refuse_older(&self) -> Result<(), Error> {
        let version: i64 = self.number("PRAGMA user_version", [])?;
        if version == VERSION {
            return Ok(());
        }
        let message = format!("a store of version {version}; this program reads version {VERSION}");
        let hint = "`dateline add`, with any story, brings it up to date";
        Err(Error::new(message).in_file(self.path.display()).hint(hint))
    }
}

const FOREIGN: &str = "is no store: it is the database of another program";

/// The views over the readings of which this condition holds.
fn views(holds: &str) -> String {
    VIEWS.replace("WHERE HOLDS", &format!("WHERE {holds}"))
}

/// Opens the file of this name at this address.
fn open(path: &Path, address: &Path, flags: OpenFlags) -> Result<Store, Error> {
    let connection = Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let connection = connection.map_err(|error| fault(path, error))?;
    let store = Store { connection, path: path.to_owned(), run: None };
    let set = || {
        store.connection.busy_timeout(PATIENCE)?;
        store.connection.pragma_update(None, "foreign_keys", true)?;
        store.connection.pragma_update(None, "cache_size", -65_536)
    };
    set().map_err(|error| store.fault(error))?;
    Ok(store)
}

/// The path as an address that says that nobody writes to the file.
fn immutable(path: &Path) -> PathBuf {
    let shown = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{shown}?immutable=1").into()
}

/// Whether a log of changes lies beside the file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(&log).is_ok_and(|log| log.len() > 0)
}

/// Whether nothing is there yet.
fn is_new(path: &Path) -> Result<bool, Error> {
    match std::fs::metadata(path) {
        Ok(data) if data.is_dir() => Err(Error::new("is a folder").in_file(path.display())),
        Ok(data) => Ok(data.len() == 0 && !has_log(path)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Error::new(format!("cannot be read: {error}")).in_file(path.display())),
    }
}

/// Looks at the file's first bytes before SQLite does: that it is one, ours, and whole.
fn recognise(path: &Path) -> Result<(), Error> {
    let wrong = |message: &str| Err(Error::new(message).in_file(path.display()));
    let mut head = Vec::new();
    let file = std::fs::File::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut head).and_then(|_| std::fs::metadata(path)));
    let size = match file {
        Ok(data) => data.len(),
        Err(error) => return wrong(&format!("cannot be read: {error}")),
    };
    // All of a new store may still stand in its log.
    if head.is_empty() {
        return Ok(());
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return wrong("is no store: it is another kind of file");
    }
    if head.len() < 100 {
        return damaged(path, "the file is cut off");
    }
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    // A store that is being made has no mark yet: SQLite looks again, into the log too.
    if number(68) != APPLICATION as u32 && number(68) != 0 {
        return wrong(FOREIGN);
    }
    let page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
        1 => 65_536,
        page => page,
    };
    if !has_log(path) && size < page * u64::from(number(28)) {
        return damaged(path, "the file is cut off");
    }
    Ok(())
}

fn damaged(path: &Path, how: &str) -> Result<(), Error> {
    Err(Error::new(format!("is damaged: {how}")).in_file(path.display()).hint(RESCUE))
}

const RESCUE: &str = "take a copy that is whole, or read the articles into a new store; \
                      `sqlite3 STORE .recover` saves what can be saved";

/// What SQLite says of the file at this path, told as a user can act upon it.
pub(crate) fn fault(path: &Path, error: rusqlite::Error) -> Error {
    let code = error.sqlite_error_code();
    let (message, hint) = match code {
        Some(ErrorCode::DiskFull) => (
            "the disk is full".to_owned(),
            "what was added so far is safe; make room, then run the same again",
        ),
        Some(ErrorCode::SystemIoFailure) => (
            format!("reading or writing failed: {error}"),
            "what was added so far is safe; look at the disk, then run the same again",
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            ("cannot be written".to_owned(), "look at the permissions of the file and of its folder")
        }
        Some(ErrorCode::CannotOpen) => (
            "cannot be opened".to_owned(),
            "look at the permissions of the file and of its folder: beside a store, FILE-wal and FILE-shm are written",
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            ("another program is writing to it".to_owned(), "run the same again when it has ended")
        }
        Some(ErrorCode::AuthorizationForStatementDenied) => (
            "a store may only be read".to_owned(),
            "one SELECT over articles, events, dyads, statements, actors, claims; docs/store.md tells their columns",
        ),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            (format!("is damaged: {error}"), RESCUE)
        }
        _ => return Error::new(error.to_string()).in_file(path.display()),
    };
    Error::new(message).in_file(path.display()).hint(hint)
}
