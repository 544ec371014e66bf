//! A user's own SQL, which may read and nothing else.

use record::Error;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;

use crate::Store;
use crate::row::Rows;

/// Pragmas that tell about the tables and change nothing.
const TELLING: &[&str] = &[
    "data_version",
    "database_list",
    "foreign_key_list",
    "index_info",
    "index_list",
    "table_info",
    "table_list",
    "table_xinfo",
    "user_version",
];

impl Store {
    /// A statement of the user's. From here on this store may only be read, by any statement.
    pub fn sql(&self, sql: &str) -> Result<Rows, Error> {
        let restrict = || {
            self.connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
            self.connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000)?;
            self.connection.authorizer(Some(allowed))
        };
        restrict().map_err(|error| self.fault(error))?;
        Ok(Rows { sql: sql.trim().trim_end_matches(';').into(), values: Vec::new() })
    }
}

fn allowed(context: AuthContext<'_>) -> Authorization {
    let allow = match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        AuthAction::Pragma { pragma_name, .. } => TELLING.contains(&pragma_name),
        _ => false,
    };
    if allow { Authorization::Allow } else { Authorization::Deny }
}
