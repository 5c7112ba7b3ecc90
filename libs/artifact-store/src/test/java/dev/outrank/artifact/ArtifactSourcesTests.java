package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArtifactSourcesTests {

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/a//b, s3://bucket/a//b/plan.json",
        "s3://bucket/a/../b/, s3://bucket/a/../b/plan.json",
        "s3://my_bucket/a, s3://my_bucket/a/plan.json",
        "http://host/a/, http://host/a/plan.json"
    })
    void keepsADirectorysAddressAsItIs(URI directory, URI file) {
        assertThat(ArtifactSources.child(directory, "plan.json")).isEqualTo(file);
    }

    @Test
    void takesBucketsThatAreNoHostNames() {
        ArtifactSources.requireDirectory(URI.create("s3://my_bucket/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@host/a",
                "https://user@host/a",
                "s3://user:secret@bucket/a",
                "http:/a",
                "http://host/a?version=1",
                "http://host/a#part",
                "s3://bucket:9000/a"
            })
    void refusesWhatADirectorysAddressCannotHave(URI address) {
        assertThatThrownBy(() -> ArtifactSources.requireDirectory(address))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("expected: ")
                .hasMessageNotContaining("secret");
    }
}
