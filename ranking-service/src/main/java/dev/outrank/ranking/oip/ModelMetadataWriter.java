package dev.outrank.ranking.oip;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Source;
import dev.outrank.ranking.request.ServedModel;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes what a model takes and gives. */
final class ModelMetadataWriter {

    private static final String PLATFORM = "outrank";

    private ModelMetadataWriter() {}

    static void write(ServedModel model, List<String> versions, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", model.name());
        json.writeArrayPropertyStart("versions");
        versions.forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("platform", PLATFORM);
        json.writeArrayPropertyStart("inputs");
        for (TensorSpec tensor : TensorCatalog.of(model.manifest()).tensors()) {
            writeTensor(tensor.name(), tensor.role().datatype(), tensor.shape(), json);
        }
        json.writeEndArray();
        writeOutputs(model.manifest(), json);
        json.writeEndObject();
    }

    private static void writeOutputs(Manifest manifest, JsonGenerator json) {
        Map<String, Source> sources = manifest.sources();
        json.writeArrayPropertyStart("outputs");
        for (String output : manifest.outputs()) {
            Source source = sources.get(output);
            if (source != null) {
                writeTensor(output, "FP32", List.of(TensorSpec.VARIABLE, source.width()), json);
            }
        }
        json.writeEndArray();
    }

    private static void writeTensor(String name, String datatype, List<Integer> shape, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("datatype", datatype);
        json.writeArrayPropertyStart("shape");
        shape.forEach(json::writeNumber);
        json.writeEndArray();
        json.writeEndObject();
    }
}
