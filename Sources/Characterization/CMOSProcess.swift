import Technology

/// The process of a technology, in files where Foundation's type has its name.
package typealias CMOSProcess = Process
