#include "include/CStoreLoop.h"

#ifdef CSL_POSTGRESQL
#include <stdio.h>
#include <stdlib.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGconn *PQconnectdb(const char *);
void PQfinish(PGconn *);
int PQstatus(const PGconn *);
char *PQerrorMessage(const PGconn *);
PGresult *PQexec(PGconn *, const char *);
PGresult *PQprepare(PGconn *, const char *, const char *, int, const unsigned *);
PGresult *PQexecPrepared(PGconn *, const char *, int, const char *const *, const int *, const int *, int);
int PQresultStatus(const PGresult *);
void PQclear(PGresult *);

struct csl_postgresql {
    PGconn *connection;
};

static int is_good(csl_postgresql *store, PGresult *result) {
    int status = PQresultStatus(result);
    PQclear(result);
    if (status == 1 || status == 2) return 1;
    fprintf(stderr, "PostgreSQL: %s", PQerrorMessage(store->connection));
    return 0;
}

csl_postgresql *csl_postgresql_open(const char *info) {
    csl_postgresql *store = calloc(1, sizeof *store);
    store->connection = PQconnectdb(info);
    if (PQstatus(store->connection) == 0) return store;
    fprintf(stderr, "PostgreSQL: %s", PQerrorMessage(store->connection));
    return NULL;
}

int csl_postgresql_prepare(csl_postgresql *store, const char *name, const char *sql) {
    return is_good(store, PQprepare(store->connection, name, sql, 0, NULL));
}

int csl_postgresql_run(csl_postgresql *store, const csl_call *calls, int count) {
    for (int i = 0; i < count; i++) {
        const csl_call *call = &calls[i];
        PGresult *result =
            PQexecPrepared(store->connection, call->statement, call->count, call->values, NULL, NULL, 0);
        if (!is_good(store, result)) return 0;
    }
    return 1;
}

void csl_postgresql_close(csl_postgresql *store) {
    PQfinish(store->connection);
    free(store);
}
#endif
