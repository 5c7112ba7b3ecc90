package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every source of files does. */
abstract class ArtifactSourceContract {

    static final byte[] CONTENT = bytes(1, 100_000);

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    abstract ArtifactSource source();

    /** Puts a file there, or another in its place, and returns its address. */
    abstract URI put(String name, byte[] content) throws IOException;

    private OpenArtifact expect(URI file, long from, @Nullable String tag, byte[] expected, long begin)
            throws IOException {
        OpenArtifact open = source().open(file, from, tag);
        try (open) {
            assertThat(open.from()).isEqualTo(begin);
            assertThat(open.length()).isEqualTo(expected.length);
            assertThat(open.content().readAllBytes())
                    .isEqualTo(Arrays.copyOfRange(expected, (int) begin, expected.length));
        }
        return open;
    }

    private String tagOf(URI file) throws IOException {
        try (OpenArtifact open = source().open(file, 0, null)) {
            assertThat(open.tag()).isNotNull();
            return String.valueOf(open.tag());
        }
    }

    @Test
    void opensAFileFromItsBeginning() throws IOException {
        URI file = put("whole/plan.json", CONTENT);
        assertThat(expect(file, 0, null, CONTENT, 0).tag()).isNotNull();
    }

    @Test
    void goesOnInTheMiddleOfTheSameFile() throws IOException {
        URI file = put("resumed", CONTENT);
        expect(file, 70_001, tagOf(file), CONTENT, 70_001);
    }

    @Test
    void beginsAnewWhereItIsAnotherFile() throws IOException {
        URI file = put("changed", CONTENT);
        String tag = tagOf(file);
        byte[] other = bytes(2, CONTENT.length);
        put("changed", other);
        expect(file, 70_001, tag, other, 0);
    }

    @Test
    void beginsAnewWhereThereIsNothingBehindWhatIsThere() throws IOException {
        URI file = put("complete", CONTENT);
        expect(file, CONTENT.length, tagOf(file), CONTENT, 0);
    }

    @Test
    void beginsAnewWithoutATag() throws IOException {
        expect(put("untagged", CONTENT), 70_001, null, CONTENT, 0);
    }

    @Test
    void opensAnEmptyFile() throws IOException {
        expect(put("empty", new byte[0]), 0, null, new byte[0], 0);
    }

    @Test
    void saysThatThereIsNoSuchFile() throws IOException {
        URI missing = ArtifactSources.child(put("present", CONTENT), "missing");
        assertThatThrownBy(() -> source().open(missing, 0, null))
                .isInstanceOf(ArtifactException.class)
                .hasMessageStartingWith(missing + ": status 404")
                .hasMessageContaining("expected:");
    }
}
