extension SignalDescription {
  /// Definitions `signals`, `signalLayer` and `loop` of a JSON Schema that has a `figure`.
  static let schemaDefinitions = """
        "signals": {
          "type": "object", "additionalProperties": false,
          "description": "What a nudge moves between two phases at the start of a training, against what reads it.",
          "required": ["name", "layers", "predictedLoss"],
          "properties": {
            "name": { "type": "string" },
            "layers": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/signalLayer" } },
            "ratio": { "type": "number", "minimum": 0, "description": "Of the layer that decides; absent without noise." },
            "predictedLoss": { "type": "number", "description": "Percentage points of accuracy, about." },
            "loop": { "$ref": "#/$defs/loop" },
            "gradient": { "type": "array", "items": { "$ref": "#/$defs/gradient" },
              "description": "Of chips whose amplifiers differ, with the first weights." }
          }
        },
        "gradient": {
          "type": "object", "additionalProperties": false,
          "description": "How far what the chips measure is from the gradient of their cost, relative to it.",
          "required": ["connection", "deviation", "largestDeviation", "cosine"],
          "properties": {
            "connection": { "type": "integer", "minimum": 1 },
            "deviation": { "type": "number", "minimum": 0, "description": "Mean of the chips." },
            "largestDeviation": { "type": "number", "minimum": 0 },
            "cosine": { "type": "number", "minimum": -1, "maximum": 1, "description": "Of the angle between both; mean." }
          }
        },
        "signalLayer": {
          "type": "object", "additionalProperties": false,
          "required": ["layer", "readPoint", "movement", "median", "largest", "active", "thermalNoise", "readoutNoise", "step",
            "limit", "readings", "reach", "noise"],
          "properties": {
            "layer": { "type": "integer", "minimum": 1, "description": "The last is the output layer." },
            "readPoint": { "enum": ["node", "amplifier"] },
            "movement": { "$ref": "#/$defs/figure", "description": "Root mean square between the two phases." },
            "median": { "$ref": "#/$defs/figure" },
            "largest": { "$ref": "#/$defs/figure" },
            "active": { "type": "number", "minimum": 0, "maximum": 1, "description": "Share that no rectifier holds." },
            "thermalNoise": { "$ref": "#/$defs/figure", "description": "Of one reading, of the node." },
            "readoutNoise": { "$ref": "#/$defs/figure", "description": "Of one reading, of the circuit." },
            "step": { "$ref": "#/$defs/figure", "description": "Of the converter, for a difference." },
            "limit": { "$ref": "#/$defs/figure", "description": "Largest difference it takes; 0 V without a limit." },
            "readings": { "type": "integer", "minimum": 1 },
            "reach": { "$ref": "#/$defs/figure", "description": "Largest voltage on the layer's rows." },
            "noise": { "$ref": "#/$defs/figure", "description": "Standard deviation of the mean of the readings." },
            "ratio": { "type": "number", "minimum": 0, "description": "Movement over √2 noise; absent without noise." }
          }
        },
        "loop": {
          "type": "object", "additionalProperties": false,
          "description": "The poles of the loop through the amplifiers; absent without amplifiers that take time.",
          "required": ["isStable", "timeConstant", "frequency", "damping", "loopGain", "forwardLag", "reverseLag", "states",
            "method"],
          "properties": {
            "isStable": { "type": "boolean" },
            "timeConstant": { "$ref": "#/$defs/figure", "description": "Of the slowest mode; below 0 it grows." },
            "frequency": { "$ref": "#/$defs/figure", "description": "Of the mode with the least damping." },
            "damping": { "type": "number", "description": "Its damping: 1 for none that swings, 0 for one that does not end." },
            "quality": { "type": "number", "description": "1/(2 damping), where it decays." },
            "loopGain": { "type": "number", "description": "The largest A B D_w/D." },
            "forwardLag": { "$ref": "#/$defs/figure" },
            "reverseLag": { "$ref": "#/$defs/figure", "description": "An assumption." },
            "states": { "type": "integer", "minimum": 1 },
            "method": { "enum": ["eigenvalues", "arnoldi"] }
          }
        }
    """
}
