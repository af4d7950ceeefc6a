#ifndef CSQLITE_H
#define CSQLITE_H

// The part of SQLite's C interface that the SQLite module calls, declared here so that a build needs no -dev package:
// SwiftPM itself needs the run-time library on Linux, so that one is always there. The interface has been stable
// since 3.8.3 (2014), the newest function of these.

#include <stdint.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef int64_t csqlite_int64;

int sqlite3_libversion_number(void);
int sqlite3_open_v2(const char *name, sqlite3 **db, int flags, const char *vfs);
int sqlite3_close_v2(sqlite3 *db);
int sqlite3_extended_result_codes(sqlite3 *db, int on);
int sqlite3_busy_timeout(sqlite3 *db, int milliseconds);
int sqlite3_extended_errcode(sqlite3 *db);
const char *sqlite3_errmsg(sqlite3 *db);
const char *sqlite3_errstr(int code);
int sqlite3_get_autocommit(sqlite3 *db);
int sqlite3_changes(sqlite3 *db);
csqlite_int64 sqlite3_last_insert_rowid(sqlite3 *db);

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int bytes, sqlite3_stmt **statement, const char **tail);
int sqlite3_finalize(sqlite3_stmt *statement);
int sqlite3_step(sqlite3_stmt *statement);
int sqlite3_reset(sqlite3_stmt *statement);
int sqlite3_clear_bindings(sqlite3_stmt *statement);
int sqlite3_bind_parameter_count(sqlite3_stmt *statement);
int sqlite3_column_count(sqlite3_stmt *statement);
const char *sqlite3_column_name(sqlite3_stmt *statement, int column);

int sqlite3_bind_null(sqlite3_stmt *statement, int index);
int sqlite3_bind_int64(sqlite3_stmt *statement, int index, csqlite_int64 value);
int sqlite3_bind_double(sqlite3_stmt *statement, int index, double value);
int sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int bytes, void (*destroy)(void *));
int sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *blob, int bytes, void (*destroy)(void *));

int sqlite3_column_type(sqlite3_stmt *statement, int column);
csqlite_int64 sqlite3_column_int64(sqlite3_stmt *statement, int column);
double sqlite3_column_double(sqlite3_stmt *statement, int column);
const unsigned char *sqlite3_column_text(sqlite3_stmt *statement, int column);
const void *sqlite3_column_blob(sqlite3_stmt *statement, int column);
int sqlite3_column_bytes(sqlite3_stmt *statement, int column);

// Macros with plain integer values, which Swift imports as Int32; an anonymous enumeration would be a type of its own.
#define CSQLITE_OK 0
#define CSQLITE_BUSY 5
#define CSQLITE_ROW 100
#define CSQLITE_DONE 101
#define CSQLITE_INTEGER 1
#define CSQLITE_FLOAT 2
#define CSQLITE_TEXT 3
#define CSQLITE_BLOB 4
#define CSQLITE_NULL 5
#define CSQLITE_OPEN_READONLY 0x00000001
#define CSQLITE_OPEN_READWRITE 0x00000002
#define CSQLITE_OPEN_CREATE 0x00000004
#define CSQLITE_OPEN_URI 0x00000040
#define CSQLITE_OPEN_NOFOLLOW 0x01000000

/// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns. The macro is a cast that Swift cannot spell.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int bytes) {
    return sqlite3_bind_text(statement, index, text, bytes, (void (*)(void *))(intptr_t)-1);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *blob, int bytes) {
    return sqlite3_bind_blob(statement, index, blob, bytes, (void (*)(void *))(intptr_t)-1);
}

#endif
