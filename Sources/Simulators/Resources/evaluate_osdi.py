"""evaluate_osdi.py REQUEST.json ANSWER.json: evaluate compiled Verilog-A modules at given points.

Request: {"modules": [{"name", "osdi", "groups": [{"model", "instance", "isStatic", "nodes", "points"}]}]}; a point
is a value for each name in `nodes`, all other unknowns are 0. A module with no groups is only described.
Answer: {"modules": [{"name", "nodes", "groups": [{"resist", "react", "resistJacobian", "reactJacobian"}]}]}; a value
for every node, and for every pair of nodes, of every point. A number that is not finite is null.
"""

import json
import math
import os
import sys

import osdi_py as osdi

TEMPERATURE = 300.0


def value_of(attribute):
    """Some attributes of osdi-py are methods, depending on the version."""
    return attribute() if callable(attribute) else attribute


class Device:
    """The first module of a library at given parameters; an unknown parameter is an error."""

    def __init__(self, library, model, instance):
        self.nodes = [node if isinstance(node, str) else node["name"] for node in value_of(library.get_nodes)]
        terminals = len(value_of(library.get_terminals))
        self.entries = value_of(library.get_jacobian_entries)
        parameters = value_of(library.get_params)
        numbers = {parameter["name"]: k for k, parameter in enumerate(parameters)}

        def put(target, values):
            for name, value in values.items():
                k = numbers[name]
                if parameters[k]["type"] == "real":
                    target.set_real_param(k, float(value))
                else:
                    target.set_int_param(k, int(value))

        self.model = library.create_model()
        put(self.model, model)
        self.model.process_params()
        self.instance = self.model.create_instance()
        put(self.instance, instance)
        self.instance.process_params(TEMPERATURE, terminals)
        self.instance.init_node_mapping(list(range(terminals)))

    def evaluate(self, voltages, is_static):
        """Residuals and Jacobians; osdi-py names row and column of an entry the wrong way round."""
        count = len(self.nodes)
        flags = (
            osdi.CALC_RESIST_RESIDUAL
            | osdi.CALC_REACT_RESIDUAL
            | osdi.CALC_RESIST_JACOBIAN
            | osdi.CALC_REACT_JACOBIAN
        )
        flags |= (osdi.ANALYSIS_STATIC | osdi.ANALYSIS_DC) if is_static else osdi.ANALYSIS_TRAN
        self.instance.eval(voltages, flags, 0.0, 0.0)
        result = {
            "resist": self.instance.load_residual_resist([0.0] * count),
            "react": self.instance.load_residual_react([0.0] * count),
        }
        for key, has, values in (
            ("resistJacobian", "has_resist", self.instance.write_jacobian_array_resist()),
            ("reactJacobian", "has_react", self.instance.write_jacobian_array_react()),
        ):
            matrix = [0.0] * (count * count)
            present = [entry for entry in self.entries if entry[has]]
            for entry, number in zip(present, values):
                matrix[entry["col"] * count + entry["row"]] += number
            result[key] = matrix
        return result


def finite(numbers):
    return [number if math.isfinite(number) else None for number in numbers]


def answer(module):
    library = osdi.OsdiLibrary(os.path.abspath(module["osdi"]))
    nodes = Device(library, {}, {}).nodes
    groups = []
    for group in module["groups"]:
        device = Device(library, group["model"], group["instance"])
        places = [device.nodes.index(name) for name in group["nodes"]]
        results = {"resist": [], "react": [], "resistJacobian": [], "reactJacobian": []}
        for point in group["points"]:
            voltages = [0.0] * len(device.nodes)
            for place, value in zip(places, point):
                voltages[place] = float(value)
            for key, numbers in device.evaluate(voltages, group["isStatic"]).items():
                results[key].append(finite(numbers))
        groups.append(results)
    return {"name": module["name"], "nodes": nodes, "groups": groups}


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    result = {"modules": [answer(module) for module in request["modules"]]}
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file, allow_nan=False)
