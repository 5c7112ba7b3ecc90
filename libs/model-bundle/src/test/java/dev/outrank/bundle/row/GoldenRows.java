package dev.outrank.bundle.row;

import dev.outrank.bundle.tensor.SafetensorsFile;
import dev.outrank.bundle.tensor.TensorInfo;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Rows that PyTorch quantised; see {@code src/test/resources/quantized/README.md}. */
final class GoldenRows {

    private static final SafetensorsFile FILE =
            SafetensorsFile.open(Path.of("src/test/resources/quantized/golden.safetensors"));

    private GoldenRows() {}

    /** Returns the names of all tensors that end so, without the ending. */
    static Stream<String> named(String ending) {
        return FILE.tensors().keySet().stream()
                .filter(name -> name.endsWith(ending))
                .map(name -> name.substring(0, name.length() - ending.length()));
    }

    /** Returns each row's bytes. */
    static byte[][] rows(String tensor) {
        TensorInfo info = FILE.tensor(tensor);
        int count = Math.toIntExact(info.shape().getFirst());
        int rowBytes = Math.toIntExact(info.bytes() / count);
        byte[][] rows = new byte[count][rowBytes];
        for (int row = 0; row < count; row++) {
            FILE.read(tensor, (long) row * rowBytes, rowBytes).get(rows[row]);
        }
        return rows;
    }
}
