#include "include/CStoreLoop.h"
#include <stdio.h>
#include <stdlib.h>

// The part of SQLite that is called; the library is linked by the package that this one measures.
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_open_v2(const char *, sqlite3 **, int, const char *);
int sqlite3_close_v2(sqlite3 *);
int sqlite3_exec(sqlite3 *, const char *, void *, void *, char **);
int sqlite3_prepare_v2(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
int sqlite3_step(sqlite3_stmt *);
int sqlite3_reset(sqlite3_stmt *);
int sqlite3_finalize(sqlite3_stmt *);
int sqlite3_bind_text(sqlite3_stmt *, int, const char *, int, void (*)(void *));
int sqlite3_bind_int64(sqlite3_stmt *, int, int64_t);
int sqlite3_bind_null(sqlite3_stmt *, int);
const unsigned char *sqlite3_column_text(sqlite3_stmt *, int);
int64_t sqlite3_column_int64(sqlite3_stmt *, int);
int sqlite3_changes(sqlite3 *);
const char *sqlite3_errmsg(sqlite3 *);
enum { ROW = 100, DONE = 101, READWRITE = 2 };
enum { BEGIN, COMMIT, SELECT, SESSION, FIND, NODE, COUNTERS, DETAILS };

struct csl_sqlite {
    sqlite3 *database;
    sqlite3_stmt *statements[CSL_STATEMENTS];
};

static const char *now = "2026-05-22T16:00:00.000Z";

csl_sqlite *csl_sqlite_open(const char *path, const char *const *texts) {
    csl_sqlite *store = calloc(1, sizeof *store);
    if (sqlite3_open_v2(path, &store->database, READWRITE, NULL)) return NULL;
    sqlite3_exec(store->database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", NULL,
                 NULL, NULL);
    for (int i = 0; i < CSL_STATEMENTS; i++) {
        if (sqlite3_prepare_v2(store->database, texts[i], -1, &store->statements[i], NULL)) {
            fprintf(stderr, "%s: %s\n", texts[i], sqlite3_errmsg(store->database));
            return NULL;
        }
    }
    return store;
}

void csl_sqlite_close(csl_sqlite *store) {
    for (int i = 0; i < CSL_STATEMENTS; i++) sqlite3_finalize(store->statements[i]);
    sqlite3_close_v2(store->database);
    free(store);
}

static void text(sqlite3_stmt *statement, int place, const char *value) {
    if (value) sqlite3_bind_text(statement, place, value, -1, NULL);
    else sqlite3_bind_null(statement, place);
}

static void number(sqlite3_stmt *statement, int place, int64_t value) {
    if (value >= 0) sqlite3_bind_int64(statement, place, value);
    else sqlite3_bind_null(statement, place);
}

static int done(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == DONE;
}

static int64_t take(csl_sqlite *store, const csl_turn *turn) {
    sqlite3_stmt *select = store->statements[SELECT];
    text(select, 1, turn->org);
    text(select, 2, turn->harness);
    text(select, 3, turn->session);
    char id[64];
    int code = sqlite3_step(select);
    int found = code == ROW;
    snprintf(id, sizeof id, "%s", found ? (const char *)sqlite3_column_text(select, 0) : turn->id);
    if (found) (void)sqlite3_column_int64(select, 2);
    sqlite3_reset(select);
    if (!found) {
        if (code != DONE) return -1;
        sqlite3_stmt *session = store->statements[SESSION];
        const char *values[] = {id, turn->org, turn->harness, turn->session, NULL};
        for (int i = 0; i < 5; i++) text(session, i + 1, values[i]);
        number(session, 6, 0);
        for (int i = 7; i <= 11; i++) text(session, i, NULL);
        text(session, 12, now);
        if (!done(session)) return -1;
    }
    int64_t inserted = 0, input = 0, output = 0;
    sqlite3_stmt *find = store->statements[FIND], *insert = store->statements[NODE];
    for (int i = 0; i < turn->count; i++) {
        const csl_node *node = &turn->nodes[i];
        text(find, 1, turn->org);
        text(find, 2, node->hash);
        int is_there = sqlite3_step(find) == ROW;
        sqlite3_reset(find);
        if (is_there) continue;
        text(insert, 1, turn->org);
        text(insert, 2, node->hash);
        text(insert, 3, node->parent_hash);
        text(insert, 4, node->role);
        text(insert, 5, node->content);
        text(insert, 6, node->model);
        text(insert, 7, node->provider);
        number(insert, 8, node->input_tokens);
        number(insert, 9, node->output_tokens);
        number(insert, 10, -1);
        number(insert, 11, -1);
        text(insert, 12, id);
        text(insert, 13, now);
        if (!done(insert)) return -1;
        inserted += sqlite3_changes(store->database);
        input += node->input_tokens;
        output += node->output_tokens;
    }
    if (inserted) {
        sqlite3_stmt *counters = store->statements[COUNTERS];
        number(counters, 1, input);
        number(counters, 2, output);
        text(counters, 3, now);
        text(counters, 4, turn->org);
        text(counters, 5, id);
        if (!done(counters)) return -1;
        if (found) {
            sqlite3_stmt *details = store->statements[DETAILS];
            text(details, 1, id);
            for (int i = 2; i <= 8; i++) text(details, i, NULL);
            text(details, 9, now);
            if (!done(details)) return -1;
        }
    }
    return inserted;
}

int64_t csl_sqlite_run(csl_sqlite *store, const csl_turn *turns, int count, int batch) {
    int64_t inserted = 0;
    for (int i = 0; i < count; i += batch) {
        if (!done(store->statements[BEGIN])) goto failed;
        for (int j = i; j < count && j < i + batch; j++) {
            int64_t nodes = take(store, &turns[j]);
            if (nodes < 0) goto failed;
            inserted += nodes;
        }
        if (!done(store->statements[COMMIT])) goto failed;
    }
    return inserted;
failed:
    fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(store->database));
    return -1;
}
