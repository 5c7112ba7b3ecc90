package dev.outrank.workbench.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.workload.Workload;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model without a request's scope, and its requests. */
final class UserRepetitionTests {

    @Test
    void changesScopesAndNothingElse(@TempDir Path directory) {
        Bundle once = generate(directory);
        Bundle repeating = UserRepetition.bundle(once, directory.resolve("repeating"));
        assertThat(repeating.manifest().nets())
                .allSatisfy(net -> assertThat(net.scope()).isEqualTo(Scope.CANDIDATE));
        assertThat(repeating.manifest().features().sparse())
                .allSatisfy(feature -> assertThat(feature.scope()).isEqualTo(Scope.CANDIDATE));
        assertThat(repeating.manifest().files()).isEqualTo(once.manifest().files());
        assertThat(repeating.fingerprint()).isNotEqualTo(once.fingerprint());
    }

    @Test
    void repeatsTheUserForEachCandidate(@TempDir Path directory) {
        Bundle once = generate(directory);
        GeneratedRequest request = RequestGenerator.of(once.manifest(), StudyWorkloads.twoNets(), 1)
                .request(0, 3, EmptyBags.AS_DRAWN);
        GeneratedRequest repeated = UserRepetition.request(request, UserRepetition.manifest(once.manifest()));
        long[] ids = request.sparse("user-table").ids();
        assertThat(repeated.sparse("user-table").bagCount()).isEqualTo(3);
        assertThat(repeated.sparse("user-table").idCount()).isEqualTo(3 * ids.length);
        for (int candidate = 0; candidate < 3; candidate++) {
            assertThat(repeated.sparse("user-table")
                            .range(candidate, candidate + 1)
                            .ids())
                    .isEqualTo(ids);
        }
        assertThat(repeated.sparse("small")).isEqualTo(request.sparse("small"));
        assertThat(repeated.candidateIds()).isEqualTo(request.candidateIds());
    }

    private static Bundle generate(Path directory) {
        Workload workload = StudyWorkloads.twoNets();
        Path bundle = directory.resolve("bundle");
        BundleGenerator.generate(GenerateSettings.of(workload, 1, 1), bundle, Progress.silent());
        return Bundle.open(bundle);
    }
}
