extension CheckReport {
  /// JSON Schema (draft 2020-12) of `grenadyn check --json`.
  package static let jsonSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "grenadyn check",
      "description": "Findings, verdicts on limits and figures of some specs, in the order they were given.",
      "type": "object",
      "additionalProperties": false,
      "required": ["version", "passes", "specs"],
      "properties": {
        "version": { "type": "string", "description": "Version of grenadyn." },
        "passes": { "type": "boolean", "description": "Whether no finding counts." },
        "specs": { "type": "array", "items": { "$ref": "#/$defs/spec" } }
      },
      "$defs": {
        "spec": {
          "type": "object", "additionalProperties": false,
          "required": ["spec", "stage", "passes", "errors", "warnings", "suppressed", "checks", "findings", "limits",
            "figures", "parts"],
          "properties": {
            "spec": { "type": "string", "description": "Path as it was given." },
            "name": { "type": "string", "description": "Name of the spec; absent when it cannot be read." },
            "stage": { "enum": ["spec", "chip", "estimate", "predict"], "description": "How far it was taken." },
            "passes": { "type": "boolean" },
            "errors": { "type": "integer", "minimum": 0 },
            "warnings": { "type": "integer", "minimum": 0 },
            "suppressed": { "type": "integer", "minimum": 0 },
            "checks": { "type": "array", "items": { "type": "string" }, "description": "Codes that were looked for." },
            "findings": { "type": "array", "items": { "$ref": "#/$defs/finding" } },
            "limits": { "type": "array", "items": { "$ref": "#/$defs/limit" } },
            "figures": { "type": "array", "items": { "$ref": "#/$defs/figure" } },
            "parts": { "type": "array", "items": { "$ref": "#/$defs/figure" },
              "description": "Figures of single tiles." },
            "baseline": { "type": "array", "items": { "$ref": "#/$defs/change" },
              "description": "With --baseline: every figure beside the baseline's." }
          }
        },
        "finding": {
          "type": "object", "additionalProperties": false,
          "required": ["severity", "code", "message"],
          "properties": {
            "severity": { "enum": ["error", "warning", "note"] },
            "code": { "type": "string", "pattern": "^GD[0-9]{4}$" },
            "message": { "type": "string" },
            "file": { "type": "string" },
            "line": { "type": "integer", "minimum": 1 },
            "column": { "type": "integer", "minimum": 1 },
            "length": { "type": "integer", "minimum": 1 },
            "suggestion": { "type": "string", "description": "A text that would be right at the place." },
            "advice": { "type": "string", "description": "What to do, in words." },
            "suppressed": { "type": "string", "description": "The reason why it does not count." }
          }
        },
        "limit": {
          "type": "object",
          "required": ["limit", "code", "outcome", "bound", "unit", "detail", "location"],
          "properties": {
            "limit": { "type": "string", "description": "Key in `limits:`." },
            "code": { "type": "string", "pattern": "^GD[0-9]{4}$" },
            "outcome": { "enum": ["pass", "fail", "uncertain", "unknown"],
              "description": "uncertain: too few chips; unknown: not judged at this stage." },
            "bound": { "type": "number" },
            "value": { "type": "number" },
            "unit": { "type": "string", "description": "Of bound and value, SI." },
            "detail": { "type": "string" },
            "location": { "type": "object" }
          }
        },
        "figure": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "title", "value", "unit", "better"],
          "properties": {
            "id": { "type": "string" },
            "title": { "type": "string" },
            "value": { "type": "number" },
            "unit": { "type": "string", "description": "SI; 1 for a share, empty for a count." },
            "better": { "enum": ["lower", "higher"] },
            "low": { "type": "number", "description": "The interval that chance leaves a figure of sampled chips." },
            "high": { "type": "number" }
          }
        },
        "change": {
          "type": "object", "additionalProperties": false,
          "required": ["id", "title", "old", "new", "unit", "isRegression", "isImprovement"],
          "properties": {
            "id": { "type": "string" },
            "title": { "type": "string" },
            "old": { "type": "number" },
            "new": { "type": "number" },
            "unit": { "type": "string" },
            "isRegression": { "type": "boolean" },
            "isImprovement": { "type": "boolean" }
          }
        }
      }
    }

    """
}
