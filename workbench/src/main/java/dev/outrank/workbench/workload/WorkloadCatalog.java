package dev.outrank.workbench.workload;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.document.StrictDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Finds workloads: the built-in ones by name, others by file. */
public final class WorkloadCatalog {

    /** The names of the built-in workloads. */
    public static final List<String> NAMES = List.of("drm1", "drm2", "drm3", "mlperf-dlrm-v2");

    private WorkloadCatalog() {}

    /**
     * Returns a workload.
     *
     * @param nameOrFile a built-in name, or a path that ends in {@code .json}, {@code .yaml} or {@code .yml}
     * @throws CallerException when there is none or it is malformed
     */
    public static Workload find(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            return builtIn(nameOrFile);
        }
        if (nameOrFile.matches(".*\\.(json|ya?ml)")) {
            return StrictDocuments.read(Path.of(nameOrFile), Workload.class);
        }
        throw new CallerException("workload: '" + nameOrFile + "' (expected: one of " + NAMES + ", or a .json file)");
    }

    private static Workload builtIn(String name) {
        String resource = "/workloads/" + name + ".json";
        try (InputStream in = WorkloadCatalog.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new CallerException(resource + ": absent (expected: a complete build of the workbench)");
            }
            return StrictDocuments.parseJson(in.readAllBytes(), Workload.class, resource);
        } catch (IOException e) {
            throw new CallerException(resource + ": not readable", e);
        }
    }
}
