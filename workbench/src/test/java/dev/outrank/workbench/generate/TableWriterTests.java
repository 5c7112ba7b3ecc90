package dev.outrank.workbench.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.random.CounterMixer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

final class TableWriterTests {

    private final CounterMixer mixer = new CounterMixer(7, "table:t");

    @Test
    void givesTheSameRowsWhateverThePartTheyAreWrittenIn() {
        ByteBuffer whole = TableWriter.values(mixer, 3, 0, 100);
        ByteBuffer part = TableWriter.values(mixer, 3, 40, 60);
        assertThat(part).isEqualTo(whole.slice(40 * 3 * Float.BYTES, 20 * 3 * Float.BYTES));
    }

    @Test
    void staysWithinTheBoundAndCentredWhenDrawn() {
        FloatBuffer values = TableWriter.values(mixer, 16, 0, 10_000).asFloatBuffer();
        double sum = 0;
        double squares = 0;
        int count = values.remaining();
        for (int i = 0; i < count; i++) {
            assertThat(Math.abs(values.get(i))).isLessThanOrEqualTo(0.25f);
            sum += values.get(i);
            squares += values.get(i) * (double) values.get(i);
        }
        assertThat(sum / count).isBetween(-0.002, 0.002);
        assertThat(squares / count).isBetween(0.98 / 48, 1.02 / 48);
    }
}
