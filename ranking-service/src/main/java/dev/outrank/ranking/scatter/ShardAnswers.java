package dev.outrank.ranking.scatter;

import java.util.List;

/** The answers to one request's lookups, by shard. */
@FunctionalInterface
public interface ShardAnswers {

    /** Returns the parts of a shard's answer that are there, the first candidates first; none where it was not asked. */
    List<AnswerPart> of(int shard);
}
