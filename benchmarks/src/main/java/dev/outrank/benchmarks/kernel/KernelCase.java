package dev.outrank.benchmarks.kernel;

import dev.outrank.bundle.manifest.ElementType;
import java.util.ArrayList;
import java.util.List;

/**
 * What is pooled.
 *
 * @param format how rows are stored
 * @param dim elements a row
 * @param pool rows a bag
 * @param distribution which rows
 */
record KernelCase(ElementType format, int dim, int pool, Distribution distribution) {

    /** Returns every combination. */
    static List<KernelCase> all(List<Integer> dims) {
        List<KernelCase> cases = new ArrayList<>();
        for (ElementType format : ElementType.values()) {
            for (int dim : dims) {
                for (int pool : new int[] {1, 20, 80}) {
                    for (Distribution distribution : Distribution.values()) {
                        cases.add(new KernelCase(format, dim, pool, distribution));
                    }
                }
            }
        }
        return cases;
    }
}
