#!/usr/bin/env python3
"""A crossbar tile with wire resistance solved by a peer: prints the seconds and the sum of the output currents as JSON.

The instance is the one of `CrossbarTile.instance`: N x N cells, row lines driven at the left and column lines grounded at
the bottom, each through one segment of 1 Ohm; what is timed starts from conductances and voltages in memory.
"""
import argparse
import json
import time

import numpy as np


def instance(size, low, high):
    def hashed(k):
        return ((k * np.uint64(2654435761) + np.uint64(12345)) % np.uint64(2**32)).astype(float) / 2**32

    g = low + (high - low) * hashed(np.arange(size * size, dtype=np.uint64)).reshape(size, size)
    return g, 0.2 * hashed(np.arange(size, dtype=np.uint64) + np.uint64(1000003))


def nodal(g, v, segment):
    """Nodal equations: row nodes, then column nodes, both row by row."""
    import scipy.sparse as sparse

    rows, columns = g.shape
    a = 1 / segment

    def line(count, end):
        diagonal = np.full(count, 2 * a)
        diagonal[0] -= a
        diagonal[-1] -= a
        diagonal[end] += a
        return sparse.diags([np.full(count - 1, -a), diagonal, np.full(count - 1, -a)], [-1, 0, 1])

    cells = sparse.diags(g.ravel())
    row = sparse.kron(sparse.eye(rows), line(columns, 0)) + cells
    column = sparse.kron(line(rows, -1), sparse.eye(columns)) + cells
    b = np.zeros(2 * g.size)
    b[: g.size : columns] = a * v
    return sparse.bmat([[row, -cells], [-cells, column]], format="csc"), b


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--solver", choices=["cholmod", "splu", "badcrossbar"], required=True)
    parser.add_argument("--low", type=float, default=1e-6)
    parser.add_argument("--high", type=float, default=1e-4)
    arguments = parser.parse_args()
    size = arguments.size
    g, v = instance(size, arguments.low, arguments.high)
    if arguments.solver == "badcrossbar":
        import badcrossbar

        start = time.perf_counter()
        solution = badcrossbar.compute(v.reshape(-1, 1), 1 / g, 1.0)
        total = float(np.sum(solution.currents.output))
    else:
        if arguments.solver == "cholmod":
            from sksparse import cholmod
        else:
            from scipy.sparse.linalg import splu
        start = time.perf_counter()
        matrix, b = nodal(g, v, 1.0)
        if arguments.solver == "splu":
            x = splu(matrix, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True}).solve(b)
        elif hasattr(cholmod, "cho_factor"):
            x = cholmod.cho_solve(cholmod.cho_factor(matrix, order="metis"), b)
        else:
            x = cholmod.cholesky(matrix, ordering_method="metis")(b)
        total = float(x[-size:].sum())
    print(json.dumps(dict(seconds=time.perf_counter() - start, sum=total)))


if __name__ == "__main__":
    main()
