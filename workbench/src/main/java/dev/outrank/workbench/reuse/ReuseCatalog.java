package dev.outrank.workbench.reuse;

import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds reuse histograms: the built-in ones by dataset, others by file. */
public final class ReuseCatalog {

    private static final String HEADER = "dataset,year,reuse_over,reuse_up_to,share_of_distinct_rows,share_of_accesses";
    private static final String BUILT_IN = "/workloads/reuse-histograms.csv";
    private static final int COLUMNS = 6;

    /** A histogram has some KB; this is a limit against files that are none. */
    private static final long MAX_BYTES = 16L << 20;

    private ReuseCatalog() {}

    /** Returns the datasets of the built-in histograms. */
    public static List<String> builtIn() {
        return List.copyOf(parse(builtInText(), BUILT_IN).keySet());
    }

    /**
     * Returns a built-in histogram.
     *
     * @throws CallerException when there is none of this name
     */
    public static ReuseHistogram find(String dataset) {
        return pick(parse(builtInText(), BUILT_IN), dataset, "reuse");
    }

    /**
     * Returns a histogram in a file.
     *
     * @param dataset which one; may be empty where the file has only one
     * @throws CallerException naming file and line when the file is none of histograms, or has no such dataset
     */
    public static ReuseHistogram read(Path csv, String dataset) {
        try {
            if (Files.size(csv) > MAX_BYTES) {
                throw new CallerException(
                        csv + ": " + Files.size(csv) + " bytes (expected: at most " + MAX_BYTES + ")");
            }
            return pick(parse(Files.readString(csv), csv.toString()), dataset, csv.toString());
        } catch (IOException e) {
            throw new CallerException(csv + ": not readable (expected: a reuse histogram in CSV)", e);
        }
    }

    private static ReuseHistogram pick(Map<String, ReuseHistogram> found, String dataset, String origin) {
        if (dataset.isEmpty() && found.size() == 1) {
            return found.values().iterator().next();
        }
        ReuseHistogram histogram = found.get(dataset);
        if (histogram == null) {
            throw new CallerException(
                    origin + ": dataset '" + dataset + "' (expected: one of " + List.copyOf(found.keySet()) + ")");
        }
        return histogram;
    }

    private static String builtInText() {
        try (InputStream in = ReuseCatalog.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new CallerException(BUILT_IN + ": absent (expected: a complete build of the workbench)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CallerException(BUILT_IN + ": not readable", e);
        }
    }

    private static Map<String, ReuseHistogram> parse(String text, String origin) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
            throw new CallerException(origin + ":1: not the header of a reuse histogram (expected: " + HEADER + ")");
        }
        Map<String, List<ReuseBucket>> buckets = new LinkedHashMap<>();
        for (int line = 1; line < lines.size(); line++) {
            List<String> cells = List.of(lines.get(line).strip().split(",", -1));
            String where = origin + ":" + (line + 1);
            if (cells.size() != COLUMNS) {
                throw new CallerException(where + ": " + cells.size() + " columns (expected: " + COLUMNS + ")");
            }
            buckets.computeIfAbsent(cells.getFirst(), dataset -> new ArrayList<>())
                    .add(bucket(cells, where));
        }
        Map<String, ReuseHistogram> found = new LinkedHashMap<>();
        buckets.forEach((dataset, list) -> found.put(dataset, new ReuseHistogram(dataset, list)));
        return found;
    }

    private static ReuseBucket bucket(List<String> cells, String where) {
        try {
            return new ReuseBucket(
                    Long.parseLong(cells.get(2)),
                    cells.get(3).isEmpty() ? Long.MAX_VALUE : Long.parseLong(cells.get(3)),
                    Double.parseDouble(cells.get(4)),
                    Double.parseDouble(cells.get(5)));
        } catch (NumberFormatException e) {
            throw new CallerException(where + ": " + e.getMessage() + " (expected: numbers)", e);
        } catch (CallerException e) {
            throw new CallerException(where + ": " + e.getMessage(), e);
        }
    }
}
