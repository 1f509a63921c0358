extension EstimateSummary {
  /// JSON Schema (draft 2020-12) of `grenadyn estimate --json` and `estimate.json`.
  package static let jsonSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "grenadyn estimate",
      "description": "Area, energy and latency of a chip, every total with the lines it is the sum of.",
      "type": "object",
      "unevaluatedProperties": false,
      "$ref": "#/$defs/figures",
      "required": ["format", "name", "technology", "corners", "operationsPerInference", "counting", "settling", "samples",
        "precision", "updates", "assumptions", "warnings", "breakdown"],
      "properties": {
        "format": { "const": 2,
          "description": "2 names figures as limits and --explain do; outputs without it had camel case, and utilization." },
        "name": { "type": "string", "description": "Name of the spec." },
        "technology": { "type": "string", "description": "Name of the technology." },
        "corners": { "type": "array", "description": "The figures of every corner, when there are several.",
          "items": { "$ref": "#/$defs/figures", "unevaluatedProperties": false } },
        "operationsPerInference": { "type": "number", "minimum": 0 },
        "counting": { "type": "string", "description": "What an operation is." },
        "settling": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/settling" } },
        "samples": { "type": "integer", "minimum": 1, "description": "Test samples that were simulated." },
        "precision": { "type": "number", "exclusiveMinimum": 0, "description": "Of a settled phase, a share." },
        "updates": { "type": "integer", "minimum": 0, "description": "Updates that were simulated." },
        "endurance": { "$ref": "#/$defs/endurance" },
        "signals": {
          "type": "object", "additionalProperties": false, "required": ["start", "end"],
          "description": "With the first and with the trained weights; absent for a rule that compares no two nudged states.",
          "properties": { "start": { "$ref": "#/$defs/signals" }, "end": { "$ref": "#/$defs/signals" } }
        },
        "assumptions": { "type": "array", "items": { "type": "string" },
          "description": "What is assumed and not measured, each behind the path of the first line that assumes it." },
        "warnings": { "type": "array", "items": { "type": "string" } },
        "breakdown": { "$ref": "#/$defs/breakdown" }
      },
      "$defs": {
        "figure": {
          "type": "object", "additionalProperties": false, "required": ["value", "unit"],
          "properties": { "value": { "type": "number" }, "unit": { "type": "string" } }
        },
        "figures": {
          "type": "object",
          "required": ["corner", "temperature", "area", "core-utilization", "energy-per-inference", "latency-per-inference",
            "energy-per-training-example", "latency-per-training-example", "leakage"],
          "properties": {
            "corner": { "enum": ["slow", "typical", "fast"] },
            "temperature": { "$ref": "#/$defs/figure" },
            "area": { "$ref": "#/$defs/figure", "description": "Core and pads." },
            "core-utilization": { "$ref": "#/$defs/figure", "description": "Share of the core that is circuits." },
            "energy-per-inference": { "$ref": "#/$defs/figure" },
            "latency-per-inference": { "$ref": "#/$defs/figure" },
            "energy-per-training-example": { "$ref": "#/$defs/figure",
              "description": "All phases of a sample and its share of an update; 0 for a rule that no chip follows." },
            "latency-per-training-example": { "$ref": "#/$defs/figure" },
            "leakage": { "$ref": "#/$defs/figure" },
            "throughput": { "$ref": "#/$defs/figure", "description": "Inferences, one after another." },
            "teraOperationsPerJoule": { "type": "number", "description": "TOPS/W." },
            "teraOperationsPerSecondAndSquareMillimetre": { "type": "number", "description": "TOPS/mm²." }
          }
        },
        "settling": {
          "type": "object", "additionalProperties": false,
          "required": ["phase", "nudge", "mean", "worst", "slowestTimeConstant"],
          "properties": {
            "phase": { "type": "string" },
            "nudge": { "$ref": "#/$defs/figure" },
            "mean": { "$ref": "#/$defs/figure" },
            "worst": { "$ref": "#/$defs/figure" },
            "slowestTimeConstant": { "$ref": "#/$defs/figure" }
          }
        },
        "endurance": {
          "type": "object", "additionalProperties": false,
          "required": [
            "pulses", "pulsesPerExample", "busiestPulsesPerExample", "wornByTraining", "examplesUntilWornOut"
          ],
          "properties": {
            "pulses": { "type": "number", "description": "Write pulses that a device stands." },
            "pulsesPerExample": { "type": "number", "description": "Of a mean device." },
            "busiestPulsesPerExample": { "type": "number", "description": "Of the busiest device." },
            "wornByTraining": { "type": "number", "description": "Share, of the busiest device." },
            "examplesUntilWornOut": { "type": "number", "description": "Of the busiest device." }
          }
        },
        "breakdown": {
          "type": "object", "additionalProperties": false,
          "required": ["area", "energy-per-inference", "latency-per-inference", "energy-per-training-example",
            "latency-per-training-example", "leakage"],
          "properties": {
            "area": { "$ref": "#/$defs/cost" },
            "energy-per-inference": { "$ref": "#/$defs/cost" },
            "latency-per-inference": { "$ref": "#/$defs/cost" },
            "energy-per-training-example": { "$ref": "#/$defs/cost" },
            "latency-per-training-example": { "$ref": "#/$defs/cost" },
            "leakage": { "$ref": "#/$defs/cost" }
          }
        },
        "cost": {
          "type": "object", "additionalProperties": false,
          "description": "A line of a bill; low and high are its error bar.",
          "required": ["id", "title", "value", "unit", "low", "high"],
          "properties": {
            "id": { "type": "string" },
            "title": { "type": "string" },
            "value": { "type": "number" },
            "unit": { "type": "string" },
            "low": { "type": "number" },
            "high": { "type": "number" },
            "count": { "type": "number", "description": "How many of them there are." },
            "formula": { "type": "string", "description": "How the value follows; absent in a sum." },
            "grounds": { "type": "array", "items": { "$ref": "#/$defs/ground" } },
            "parts": { "type": "array", "items": { "$ref": "#/$defs/cost" } }
          }
        },
    \(SignalDescription.schemaDefinitions),
        "ground": {
          "type": "object", "additionalProperties": false, "required": ["kind", "figure", "text"],
          "properties": {
            "kind": { "enum": ["citation", "assumption", "simulation", "chip"] },
            "figure": { "type": "string" },
            "text": { "type": "string" }
          }
        }
      }
    }

    """
}
