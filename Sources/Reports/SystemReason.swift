import Foundation

extension Error {
  /// The system's own words for a failed file operation ("No space left on device"), which Foundation hides.
  package var systemReason: String {
    let error = self as NSError
    if let below = error.userInfo[NSUnderlyingErrorKey] as? NSError { return below.systemReason }
    guard error.domain == NSPOSIXErrorDomain, let text = strerror(Int32(error.code)) else {
      return error.localizedDescription
    }
    return String(cString: text)
  }
}
