import CommandLineTool
import SchemagenCommands

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

exit(runProcess("schemagen", runSchemagen).rawValue)
