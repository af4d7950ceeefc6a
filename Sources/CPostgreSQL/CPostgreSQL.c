// SwiftPM wants one source file in a C target; here are declarations only, the library itself is the system's.
#include "CPostgreSQL.h"
