extension PredictionSummary {
  /// JSON Schema (draft 2020-12) of `grenadyn predict --json` and `prediction.json`.
  package static let jsonSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "grenadyn predict",
      "description": "Accuracies of chips before they exist. Accuracies and yields are fractions.",
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "technology", "dataSet", "testSamples", "seed", "confidence", "limits", "accuracy",
        "passes", "predictions", "sweeps", "sensitivity", "assumptions"],
      "properties": {
        "name": { "type": "string", "description": "Name of the spec." },
        "technology": { "type": "string", "description": "Name of the technology." },
        "dataSet": { "type": "string", "description": "Name of the data set." },
        "testSamples": { "type": "integer", "description": "Samples that the accuracy is measured on." },
        "seed": { "type": "integer", "minimum": 0, "description": "Seed of the chips." },
        "confidence": { "$ref": "#/$defs/fraction", "description": "Of intervals and verdicts." },
        "softwareAccuracy": { "$ref": "#/$defs/score",
          "description": "Accuracy of the network in software; absent if it is not trained there." },
        "metric": { "enum": ["accuracy", "r-squared"],
          "description": "What figures named accuracy are; absent: accuracy, a share of samples classified rightly." },
        "rmse": { "type": "array", "description": "Of the first prediction, where samples are answered with values.",
          "items": { "type": "object", "additionalProperties": false, "required": ["name", "rmse"],
            "properties": { "name": { "type": "string" },
              "rmse": { "$ref": "#/$defs/chipMean", "description": "In the value's own unit." } } } },
        "limits": { "type": "object", "additionalProperties": false,
          "description": "What a chip (accuracy) and the chips (yield) must hold.",
          "properties": { "accuracy": { "$ref": "#/$defs/fraction" }, "yield": { "$ref": "#/$defs/fraction" } } },
        "accuracy": { "$ref": "#/$defs/accuracy", "description": "Of the first of the predictions." },
        "passes": { "type": "boolean", "description": "Whether no limit is missed; false ends with exit code 1." },
        "predictions": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/prediction" } },
        "sweeps": { "type": "array", "items": { "$ref": "#/$defs/sweep" } },
        "keySweeps": { "type": "array", "items": { "$ref": "#/$defs/keySweep" },
          "description": "Curves over keys of the spec; absent where none was asked for." },
        "sensitivity": { "type": "array", "items": { "$ref": "#/$defs/sensitivity" } },
        "assumptions": { "type": "array", "items": { "type": "string" } }
      },
      "$defs": {
        "fraction": { "type": "number", "minimum": 0, "maximum": 1 },
        "optionalFraction": { "type": ["number", "null"], "minimum": 0, "maximum": 1 },
        "score": { "type": "number", "maximum": 1,
          "description": "An accuracy, which is a fraction; or an R², which may be negative." },
        "optionalScore": { "type": ["number", "null"], "maximum": 1 },
        "count": { "type": "number", "minimum": 0 },
        "mode": { "enum": ["program", "in-situ"] },
        "accuracy": {
          "type": "object", "additionalProperties": false,
          "description": "Distribution over chips; quantiles are linear between the chips.",
          "required": ["chips", "mean", "meanLow", "meanHigh", "standardDeviation", "median", "p5", "p95", "smallest",
            "largest", "yield", "yieldLow", "yieldHigh"],
          "properties": {
            "chips": { "type": "integer", "minimum": 1 },
            "mean": { "$ref": "#/$defs/score" },
            "meanLow": { "$ref": "#/$defs/optionalScore", "description": "Student's interval of the mean." },
            "meanHigh": { "$ref": "#/$defs/optionalScore" },
            "standardDeviation": { "type": ["number", "null"], "minimum": 0 },
            "median": { "$ref": "#/$defs/score" },
            "p5": { "$ref": "#/$defs/optionalScore", "description": "Null for fewer than 20 chips." },
            "p95": { "$ref": "#/$defs/optionalScore", "description": "Null for fewer than 20 chips." },
            "smallest": { "$ref": "#/$defs/score" },
            "largest": { "$ref": "#/$defs/score" },
            "yield": { "$ref": "#/$defs/optionalFraction", "description": "Null without an accuracy limit." },
            "yieldLow": { "$ref": "#/$defs/optionalFraction",
              "description": "Wilson's interval; with a demanded yield that of the sequential test." },
            "yieldHigh": { "$ref": "#/$defs/optionalFraction" }
          }
        },
        "prediction": {
          "type": "object", "additionalProperties": false,
          "required": ["mode", "accuracy", "chips", "learning", "wires", "records"],
          "properties": {
            "mode": { "$ref": "#/$defs/mode" },
            "accuracy": { "$ref": "#/$defs/accuracy" },
            "verdict": {
              "type": "object", "additionalProperties": false, "required": ["isMet", "isCertain"],
              "properties": {
                "isMet": { "type": "boolean" },
                "isCertain": { "type": "boolean", "description": "At the confidence." },
                "certainAfter": { "type": "integer", "minimum": 1, "description": "Chips." }
              }
            },
            "needed": {
              "type": "object", "additionalProperties": false, "required": ["intervals"],
              "description": "Chips that it takes if the yield is what these chips say.",
              "properties": {
                "intervals": { "type": "array", "items": { "type": "object", "additionalProperties": false,
                  "required": ["halfWidth", "chips"],
                  "properties": { "halfWidth": { "$ref": "#/$defs/fraction" }, "chips": { "type": "integer" } } } },
                "verdict": { "type": "integer", "minimum": 1 }
              }
            },
            "chips": {
              "type": "object", "additionalProperties": false, "description": "Means over the chips.",
              "properties": {
                "programmedAccuracy": { "$ref": "#/$defs/chipMean" },
                "pulsesPerDevice": { "$ref": "#/$defs/chipMean" },
                "flips": { "$ref": "#/$defs/chipMean" },
                "stuckDevices": { "$ref": "#/$defs/chipMean" },
                "writeFailures": { "$ref": "#/$defs/chipMean" },
                "largestWireLoss": { "$ref": "#/$defs/count", "description": "The largest of all chips." }
              }
            },
            "learning": { "type": "array", "items": { "type": "object", "additionalProperties": false,
              "required": ["updates", "accuracy"],
              "properties": { "updates": { "type": "integer" }, "accuracy": { "$ref": "#/$defs/accuracy" } } } },
            "wires": { "type": "array", "description": "Ways to take the wires into account, on the first chips.",
              "items": { "type": "object", "additionalProperties": false,
              "required": ["parasitics", "chips", "accuracy", "error", "largestError"],
              "properties": {
                "parasitics": { "enum": ["ideal", "effective", "solved"] },
                "chips": { "type": "integer", "minimum": 1 },
                "accuracy": { "$ref": "#/$defs/chipMean" },
                "error": { "$ref": "#/$defs/chipMean", "description": "Accuracy less that with solved wires." },
                "largestError": { "type": "number", "minimum": 0, "description": "Of a chip." },
                "secondsPerChip": { "$ref": "#/$defs/count", "description": "Processor time; not in files." } } } },
            "records": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/record" } }
          }
        },
        "record": {
          "type": "object", "additionalProperties": false, "required": ["chip", "accuracy"],
          "properties": {
            "chip": { "type": "integer", "minimum": 0 },
            "accuracy": { "$ref": "#/$defs/score" },
            "rmse": { "type": "array", "items": { "$ref": "#/$defs/count" },
              "description": "Of every target value in its own unit; absent for classes." },
            "programmedAccuracy": { "$ref": "#/$defs/score" },
            "pulsesPerDevice": { "$ref": "#/$defs/count" },
            "flips": { "type": "integer", "minimum": 0 },
            "curve": { "type": "array", "items": { "type": "object", "additionalProperties": false,
              "required": ["updates", "accuracy"],
              "properties": { "updates": { "type": "integer" }, "accuracy": { "$ref": "#/$defs/score" } } } },
            "stuckDevices": { "type": "integer", "minimum": 0 },
            "writeFailures": { "type": "integer", "minimum": 0 },
            "largestWireLoss": { "$ref": "#/$defs/count" }
          }
        },
        "sweep": {
          "type": "object", "additionalProperties": false, "required": ["imperfection", "unit", "mode", "points"],
          "properties": {
            "imperfection": { "type": "string" },
            "unit": { "type": "string", "description": "SI unit of the magnitudes; 1 for pure numbers." },
            "mode": { "$ref": "#/$defs/mode" },
            "points": { "type": "array", "items": { "type": "object", "additionalProperties": false,
              "required": ["magnitude", "accuracy"],
              "properties": { "magnitude": { "type": "number" }, "accuracy": { "$ref": "#/$defs/accuracy" } } } }
          }
        },
        "keySweep": {
          "type": "object", "additionalProperties": false, "required": ["key", "mode", "points"],
          "properties": {
            "key": { "type": "string", "description": "With dots: mapping.tile.rows." },
            "unit": { "type": "string", "description": "Of the numbers; absent where they have none." },
            "mode": { "$ref": "#/$defs/mode" },
            "points": { "type": "array", "items": { "type": "object", "additionalProperties": false,
              "required": ["value", "accuracy"],
              "properties": {
                "value": { "type": "string", "description": "As it stands in a spec." },
                "number": { "type": "number", "description": "Absent where a value is no number, or has another unit." },
                "softwareAccuracy": { "$ref": "#/$defs/score",
                  "description": "Accuracy of this network in software; absent if it is not trained there." },
                "accuracy": { "$ref": "#/$defs/accuracy" } } } }
          }
        },
        "estimate": {
          "type": "object", "additionalProperties": false, "required": ["value", "low", "high"],
          "properties": { "value": { "type": "number" }, "low": { "type": "number" }, "high": { "type": "number" } }
        },
        "chipMean": {
          "type": "object", "additionalProperties": false, "required": ["value", "low", "high"],
          "description": "A mean over chips and Student's interval of it, which is null for one chip.",
          "properties": { "value": { "type": "number" }, "low": { "type": ["number", "null"] },
            "high": { "type": ["number", "null"] } }
        },
        "sensitivity": {
          "type": "object", "additionalProperties": false,
          "required": ["mode", "meanOfAll", "meanOfNone", "imperfections", "sources"],
          "properties": {
            "mode": { "$ref": "#/$defs/mode" },
            "meanOfAll": { "$ref": "#/$defs/chipMean", "description": "Mean accuracy with all imperfections." },
            "meanOfNone": { "$ref": "#/$defs/chipMean", "description": "Mean accuracy with none." },
            "imperfections": { "type": "array", "items": { "type": "object", "additionalProperties": false,
              "required": ["name", "magnitude", "unit", "lossAlone", "gainWithout"],
              "properties": {
                "name": { "type": "string" }, "magnitude": { "type": "number" }, "unit": { "type": "string" },
                "lossAlone": { "$ref": "#/$defs/chipMean" }, "gainWithout": { "$ref": "#/$defs/chipMean" } } } },
            "sources": { "type": "array", "description": "Sobol indices: shares of the variance from chip to chip.",
              "items": { "type": "object", "additionalProperties": false, "required": ["name", "first", "total"],
              "properties": { "name": { "type": "string" }, "first": { "$ref": "#/$defs/estimate" },
                "total": { "$ref": "#/$defs/estimate" } } } }
          }
        }
      }
    }

    """
}
