extension LearningSuggestion {
  /// JSON Schema (draft 2020-12) of `grenadyn suggest --json`.
  package static let jsonSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "grenadyn suggest",
      "description": "Changes with which a chip learns by itself with the circuits that it has.",
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "outcome", "steps", "refused", "before", "after", "settings", "yaml"],
      "properties": {
        "name": { "type": "string", "description": "Name of the spec." },
        "outcome": { "enum": ["nothing-to-change", "proposed", "impossible"],
          "description": "impossible: no known change is enough; those are given that come closest." },
        "steps": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/step" },
          "description": "First the design as it is, then each change on top of those before." },
        "refused": { "type": "array", "items": { "type": "string" }, "description": "Tried and not kept, with the reason." },
        "before": { "$ref": "#/$defs/signals" },
        "after": { "$ref": "#/$defs/signals" },
        "costBefore": { "$ref": "#/$defs/cost" },
        "costAfter": { "$ref": "#/$defs/cost" },
        "settings": { "$ref": "#/$defs/settings" },
        "yaml": { "type": "string", "description": "The changes as a piece of a spec." }
      },
      "$defs": {
        "figure": {
          "type": "object", "additionalProperties": false, "required": ["value", "unit"],
          "properties": { "value": { "type": "number" }, "unit": { "type": "string" } }
        },
        "settings": {
          "type": "array",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["key", "value"],
            "properties": {
              "key": { "type": "string", "description": "With dots, as --set takes it." },
              "value": { "type": "string", "description": "YAML on one line." }
            }
          }
        },
        "step": {
          "type": "object", "additionalProperties": false, "required": ["title", "settings", "missing"],
          "properties": {
            "title": { "type": "string" },
            "settings": { "$ref": "#/$defs/settings", "description": "All changes up to here." },
            "ratio": { "type": "number", "minimum": 0, "description": "Absent without noise." },
            "loopDamping": { "type": "number", "description": "Absent without a loop." },
            "missing": { "type": "array", "items": { "enum": ["ratio", "loop", "converter", "voltage"] } }
          }
        },
        "cost": {
          "type": "object", "additionalProperties": false,
          "description": "Estimated with the first weights, not trained.",
          "required": ["area", "energyPerInference", "latencyPerInference", "energyPerTrainingExample",
            "latencyPerTrainingExample"],
          "properties": {
            "area": { "$ref": "#/$defs/figure" },
            "energyPerInference": { "$ref": "#/$defs/figure" },
            "latencyPerInference": { "$ref": "#/$defs/figure" },
            "energyPerTrainingExample": { "$ref": "#/$defs/figure" },
            "latencyPerTrainingExample": { "$ref": "#/$defs/figure" }
          }
        },
    \(SignalDescription.schemaDefinitions)
      }
    }

    """
}
