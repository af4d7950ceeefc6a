#ifndef CSTORELOOP_H
#define CSTORELOOP_H
#include <stdint.h>

// What a program in C does that keeps turns without this project: the same statements, prepared once, their values
// bound from memory, and no more than that. The texts live as long as the caller keeps them.

typedef struct {
    const char *hash, *parent_hash, *role, *content, *model, *provider;
    int64_t input_tokens, output_tokens;
} csl_node;

typedef struct {
    const char *id, *org, *harness, *session;
    const csl_node *nodes;
    int count;
} csl_turn;

// The statements in this order: begin, commit, select session, insert session, insert node, update counters,
// update details.
#define CSL_STATEMENTS 8
typedef struct csl_sqlite csl_sqlite;
csl_sqlite *csl_sqlite_open(const char *path, const char *const *statements);
/// Takes the turns in, so many a transaction. How many nodes were new, or -1 after an error, told on standard error.
int64_t csl_sqlite_run(csl_sqlite *store, const csl_turn *turns, int count, int batch);
void csl_sqlite_close(csl_sqlite *store);

// Only there with the trait PostgreSQL.
typedef struct {
    const char *statement;
    const char *const *values;
    int count;
} csl_call;

typedef struct csl_postgresql csl_postgresql;
csl_postgresql *csl_postgresql_open(const char *info);
int csl_postgresql_prepare(csl_postgresql *store, const char *name, const char *sql);
/// Runs the calls, each with a round trip of its own; false after an error.
int csl_postgresql_run(csl_postgresql *store, const csl_call *calls, int count);
void csl_postgresql_close(csl_postgresql *store);

#endif
