import CLibYAML
import Diagnostics

/// One step of a YAML document, with where it starts and ends.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(String, isPlain: Bool)
    case sequenceStart(isFlow: Bool)
    case sequenceEnd
    case mappingStart(isFlow: Bool)
    case mappingEnd
  }
  var kind: Kind
  /// `&name` before the node.
  var anchor: String?
  /// `!tag` before the node.
  var tag: String?
  /// Line and column from 0.
  var start: (line: Int, column: Int)
  var end: (line: Int, column: Int)
}

/// libyaml's event parser over bytes in memory. All unsafe code of the module is in this file.
struct YAMLEventReader: ~Copyable {
  // libyaml keeps a pointer to the parser and one to the input, so neither may move: both live on the heap
  // until `deinit`.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Starts to read; nil only without memory.
  init?(_ bytes: ArraySlice<UInt8>) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      input.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// What libyaml says about text it cannot parse.
  struct Problem: Error {
    var message: String
    /// Line and column from 0.
    var place: (line: Int, column: Int)
    /// What was being parsed and where it began.
    var context: (message: String, place: (line: Int, column: Int))?
  }

  /// The next event.
  mutating func next() throws(Problem) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    var result = YAMLEvent(kind: .streamEnd, start: place(event.start_mark), end: place(event.end_mark))
    switch event.type {
    case YAML_STREAM_START_EVENT: result.kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
    case YAML_ALIAS_EVENT: result.kind = .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let buffer = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      result.kind = .scalar(
        String(decoding: buffer, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
      (result.anchor, result.tag) = (text(scalar.anchor), text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      result.kind = .sequenceStart(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE)
      (result.anchor, result.tag) = (text(start.anchor), text(start.tag))
    case YAML_SEQUENCE_END_EVENT: result.kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      result.kind = .mappingStart(isFlow: start.style == YAML_FLOW_MAPPING_STYLE)
      (result.anchor, result.tag) = (text(start.anchor), text(start.tag))
    case YAML_MAPPING_END_EVENT: result.kind = .mappingEnd
    default: result.kind = .streamEnd
    }
    return result
  }

  private func problem() -> Problem {
    let state = parser.pointee
    let context = state.context.map {
      (message: String(cString: $0), place: place(state.context_mark))
    }
    let message = state.problem.map { String(cString: $0) } ?? "out of memory"
    return Problem(message: message, place: place(state.problem_mark), context: context)
  }

  private func place(_ mark: yaml_mark_t) -> (line: Int, column: Int) { (Int(mark.line), Int(mark.column)) }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
