package dev.outrank.workbench.requests;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes requests as bodies of the rank API. */
public final class RankJson {

    private final GeneratedRequest request;
    private final JsonGenerator json;

    private RankJson(GeneratedRequest request, JsonGenerator json) {
        this.request = request;
        this.json = json;
    }

    /** Returns a body with one object a candidate. */
    public static byte[] rows(GeneratedRequest request) {
        return JsonBytes.write(json -> new RankJson(request, json).write(false));
    }

    /** Returns a body with one array a feature. */
    public static byte[] columns(GeneratedRequest request) {
        return JsonBytes.write(json -> new RankJson(request, json).write(true));
    }

    /** Writes a body with one array a feature, and the time of its arrival beside it: a line of a trace, without the line's end. */
    public static void writeArrived(GeneratedRequest request, long arrivalNanos, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("arrivalNanos", arrivalNanos);
        new RankJson(request, json).writeMembers(true);
        json.writeEndObject();
    }

    private void write(boolean columnar) {
        json.writeStartObject();
        writeMembers(columnar);
        json.writeEndObject();
    }

    private void writeMembers(boolean columnar) {
        json.writeName("context");
        writeRow(Scope.REQUEST, 0, null);
        json.writeName("candidates");
        if (columnar) {
            writeColumns();
        } else {
            json.writeStartArray();
            for (int candidate = 0; candidate < request.candidates(); candidate++) {
                writeRow(Scope.CANDIDATE, candidate, request.candidateIds().get(candidate));
            }
            json.writeEndArray();
        }
    }

    private Features features() {
        return request.manifest().features();
    }

    private void writeRow(Scope scope, int row, @Nullable String id) {
        json.writeStartObject();
        if (id != null) {
            json.writeStringProperty("id", id);
        }
        for (DenseFeature feature : features().dense()) {
            if (feature.scope() == scope) {
                json.writeName(feature.name());
                int width = feature.width();
                JsonBytes.numbers(json, request.dense(feature.name()), row * width, (row + 1) * width);
            }
        }
        for (SparseFeature feature : features().sparse()) {
            if (feature.scope() == scope) {
                json.writeName(feature.name());
                writeBag(request.sparse(feature.name()), row);
            }
        }
        json.writeEndObject();
    }

    private void writeBag(Bags bags, int bag) {
        int from = bags.offsets()[bag];
        int to = bags.offsets()[bag + 1];
        float[] weights = bags.weights();
        if (weights == null) {
            JsonBytes.ids(json, bags, from, to);
            return;
        }
        json.writeStartObject();
        json.writeName("ids");
        JsonBytes.ids(json, bags, from, to);
        json.writeName("weights");
        JsonBytes.numbers(json, weights, from, to);
        json.writeEndObject();
    }

    private void writeColumns() {
        json.writeStartObject();
        json.writeName("id");
        json.writeStartArray();
        request.candidateIds().forEach(json::writeString);
        json.writeEndArray();
        for (DenseFeature feature : features().dense()) {
            if (feature.scope() == Scope.CANDIDATE) {
                json.writeName(feature.name());
                writeDenseColumn(feature);
            }
        }
        for (SparseFeature feature : features().sparse()) {
            if (feature.scope() == Scope.CANDIDATE) {
                json.writeName(feature.name());
                writeSparseColumn(request.sparse(feature.name()));
            }
        }
        json.writeEndObject();
    }

    private void writeDenseColumn(DenseFeature feature) {
        int width = feature.width();
        json.writeStartArray();
        for (int row = 0; row < request.candidates(); row++) {
            JsonBytes.numbers(json, request.dense(feature.name()), row * width, (row + 1) * width);
        }
        json.writeEndArray();
    }

    private void writeSparseColumn(Bags bags) {
        json.writeStartObject();
        json.writeName("values");
        JsonBytes.ids(json, bags, 0, bags.idCount());
        json.writeName("lengths");
        JsonBytes.lengths(json, bags);
        float[] weights = bags.weights();
        if (weights != null) {
            json.writeName("weights");
            JsonBytes.numbers(json, weights, 0, bags.idCount());
        }
        json.writeEndObject();
    }
}
