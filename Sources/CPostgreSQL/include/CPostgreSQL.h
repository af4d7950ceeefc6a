#ifndef CPOSTGRESQL_H
#define CPOSTGRESQL_H

// The part of libpq that the PostgreSQL module calls, declared here so that a build needs no -dev package.
// Pipelines came with libpq 14.

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

PGconn *PQconnectdb(const char *conninfo);
void PQfinish(PGconn *connection);
int PQstatus(const PGconn *connection);
char *PQerrorMessage(const PGconn *connection);
int PQtransactionStatus(const PGconn *connection);

PGresult *PQexec(PGconn *connection, const char *sql);
PGresult *PQprepare(PGconn *connection, const char *name, const char *sql, int parameters, const unsigned *types);
int PQsendQueryPrepared(
    PGconn *connection, const char *name, int parameters, const char *const *values, const int *lengths,
    const int *formats, int resultFormat);
PGresult *PQgetResult(PGconn *connection);
void PQclear(PGresult *result);

int PQenterPipelineMode(PGconn *connection);
int PQexitPipelineMode(PGconn *connection);
int PQpipelineSync(PGconn *connection);

int PQresultStatus(const PGresult *result);
char *PQresultErrorMessage(const PGresult *result);
char *PQresultErrorField(const PGresult *result, int field);
int PQntuples(const PGresult *result);
int PQnfields(const PGresult *result);
int PQgetisnull(const PGresult *result, int row, int column);
char *PQgetvalue(const PGresult *result, int row, int column);
int PQgetlength(const PGresult *result, int row, int column);

// Macros with plain integer values, which Swift imports as Int32.
#define CPQ_CONNECTION_OK 0
#define CPQ_COMMAND_OK 1
#define CPQ_TUPLES_OK 2
#define CPQ_EMPTY_QUERY 0
#define CPQ_PIPELINE_SYNC 10
#define CPQ_PIPELINE_ABORTED 11
#define CPQ_TRANSACTION_IDLE 0
/// PG_DIAG_SQLSTATE, the character 'C'.
#define CPQ_FIELD_SQLSTATE 67

#endif
