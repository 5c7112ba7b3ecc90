package dev.outrank.testkit.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pools the bags of one sparse feature, by the words of the manifest's documentation. */
final class ReferencePooling {

    private final SafetensorsRows rows;
    private final boolean mean;
    private final String idPolicy;
    private final double[] defaultRow;

    ReferencePooling(Path bundle, JsonNode feature, JsonNode table, JsonMapper json) {
        this.rows = SafetensorsRows.open(bundle.resolve(table.required("file").asString()), table, json);
        this.mean = feature.required("pooling").asString().equals("mean");
        this.idPolicy = feature.required("idPolicy").asString();
        this.defaultRow = new double[rows.dim()];
        if (table.path("defaultRow").isArray()) {
            for (int d = 0; d < defaultRow.length; d++) {
                defaultRow[d] = table.path("defaultRow").required(d).floatValue();
            }
        }
    }

    /** Returns {@code [bags, dim]}; an empty bag gives zeros. */
    DoubleTensor pool(List<ReferenceBag> bags) {
        double[] out = new double[bags.size() * rows.dim()];
        try (FileChannel channel = rows.openChannel()) {
            for (int bag = 0; bag < bags.size(); bag++) {
                double[] pooled = pool(channel, bags.get(bag));
                System.arraycopy(pooled, 0, out, bag * rows.dim(), rows.dim());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DoubleTensor.matrix(bags.size(), rows.dim(), out);
    }

    private double[] pool(FileChannel channel, ReferenceBag bag) {
        double[] sum = new double[rows.dim()];
        for (int position = 0; position < bag.size(); position++) {
            add(channel, bag.id(position), bag.weight(position), sum);
        }
        if (mean && bag.size() > 0) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] /= bag.size();
            }
        }
        return sum;
    }

    private void add(FileChannel channel, long id, double weight, double[] sum) {
        boolean inside = id >= 0 && id < rows.rows();
        if (!inside && idPolicy.equals("default")) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += weight * defaultRow[d];
            }
            return;
        }
        long row = !inside && idPolicy.equals("modulo") ? Math.floorMod(id, rows.rows()) : id;
        rows.addRow(channel, row, weight, sum);
    }
}
