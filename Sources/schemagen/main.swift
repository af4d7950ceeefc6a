import CommandLineTool
import SchemagenCommands

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

exit(runSchemagen(Array(CommandLine.arguments.dropFirst()), console: Console()).rawValue)
