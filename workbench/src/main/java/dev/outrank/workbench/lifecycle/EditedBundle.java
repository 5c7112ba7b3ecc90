package dev.outrank.workbench.lifecycle;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.workbench.bundle.BundleFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A bundle that is another one but for the last number of its last net: the bias of the score. */
final class EditedBundle {

    private EditedBundle() {}

    /** Copies a bundle with another last bias; it is whole, with checksums of its own. */
    static Path withLastBias(Path bundle, Path target, float bias) {
        Manifest manifest = Bundle.open(bundle).manifest();
        String net = manifest.netsInOrder().getLast().file();
        try {
            for (String file : BundleFiles.list(bundle)) {
                Files.createDirectories(target.resolve(file).getParent());
                if (!file.equals(net)) {
                    BundleFiles.linkOrCopy(bundle.resolve(file), target.resolve(file));
                }
            }
            Files.write(target.resolve(net), edited(Files.readAllBytes(bundle.resolve(net)), bias));
        } catch (IOException e) {
            throw new InternalException(target + ": " + e + " (expected: a directory to write to)", e);
        }
        ManifestFormat.write(described(manifest, target), target.resolve(ManifestFormat.FILE_NAME));
        return target;
    }

    private static byte[] edited(byte[] net, float bias) throws IOException {
        ModelProto model = ModelProto.parseFrom(net);
        List<TensorProto> tensors = model.getGraph().getInitializerList();
        int last = IntStream.range(0, tensors.size())
                .filter(i -> tensors.get(i).getRawData().size() == Float.BYTES)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new InternalException("net: no single number (expected: the bias of the score)"));
        ByteBuffer value = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        TensorProto tensor = tensors.get(last).toBuilder()
                .setRawData(ByteString.copyFrom(value.putFloat(0, bias)))
                .build();
        GraphProto.Builder graph = model.getGraph().toBuilder().setInitializer(last, tensor);
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private static Manifest described(Manifest manifest, Path target) {
        List<BundleFile> files = manifest.files().stream()
                .map(file -> Bundle.describe(target, file.path()))
                .toList();
        return new Manifest(
                manifest.formatVersion(),
                manifest.name(),
                manifest.description(),
                manifest.features(),
                manifest.tables(),
                manifest.nets(),
                manifest.outputs(),
                files);
    }
}
