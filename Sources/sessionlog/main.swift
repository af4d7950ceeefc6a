import CommandLineTool
import SessionLogCommands

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

exit(runProcess("sessionlog", runSessionLog).rawValue)
