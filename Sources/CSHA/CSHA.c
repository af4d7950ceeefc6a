// SwiftPM wants one source file in a C target; every function is `static inline` in the header.
#include "CSHA.h"
