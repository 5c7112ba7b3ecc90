package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.bundle.BundleFiles;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RankJson;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.score.LocalScorer;
import dev.outrank.workbench.workload.SmallWorkload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes files wrong in one way each. */
final class WrongFiles {

    private static final int CANDIDATES = 4;
    private static final float OFF = 1.01f;

    private WrongFiles() {}

    /** Returns a copy of packed shards in which one bit of the last shard's rows is another. */
    static Path damagedRows(Path packed, Path target) {
        try {
            copy(packed, target);
            Path rows;
            try (Stream<Path> files = Files.walk(target)) {
                rows = files.filter(file -> file.toString().contains("shard-1") && Files.isRegularFile(file))
                        .max(Comparator.comparingLong(file -> file.toFile().length()))
                        .orElseThrow();
            }
            try (RandomAccessFile file = new RandomAccessFile(rows.toFile(), "rw")) {
                long middle = file.length() / 2;
                file.seek(middle);
                int old = file.read();
                file.seek(middle);
                file.write(old ^ 1);
            }
            return target;
        } catch (IOException e) {
            throw new InternalException(target + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Returns a bundle with one golden request, whose second score is one in a hundred too high. */
    static Path goldenOff(Path bundle, Path target, long seed) {
        try {
            for (String file : BundleFiles.list(bundle)) {
                Files.createDirectories(target.resolve(file).getParent());
                BundleFiles.linkOrCopy(bundle.resolve(file), target.resolve(file));
            }
            Files.copy(bundle.resolve("model.json"), target.resolve("model.json"));
            Files.writeString(target.resolve("golden.ndjson"), golden(Bundle.open(bundle), seed) + "\n");
            return target;
        } catch (IOException e) {
            throw new InternalException(target + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    private static String golden(Bundle bundle, long seed) {
        GeneratedRequest request = RequestGenerator.of(bundle.manifest(), SmallWorkload.of(Library.MODEL), seed)
                .request(0, CANDIDATES, EmptyBags.AS_DRAWN);
        ObjectNode line = (ObjectNode) JsonMapper.shared().readTree(RankJson.rows(request));
        ArrayNode scores = line.putArray("scores");
        ArrayNode clicks = line.putArray("clicks");
        try (LocalScorer scorer = LocalScorer.open(bundle)) {
            for (float score : scorer.score(request)) {
                scores.add(scores.size() == 1 ? score * OFF : score);
                clicks.add(0);
            }
        }
        return line.toString();
    }
}
