package dev.outrank.ranking.dense;

/** Hears how the nets of one version run. Called on CPU threads, by many at a time. */
public interface NetListener {

    /** A net has run. */
    void ran(String net, long nanos);

    /** The nets that need embeddings are about to run for so many candidates at once. */
    void batch(int candidates);
}
