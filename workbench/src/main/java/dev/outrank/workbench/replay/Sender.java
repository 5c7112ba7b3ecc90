package dev.outrank.workbench.replay;

import io.netty.buffer.ByteBuf;

/** Sends requests without waiting for their answers. */
interface Sender {

    /** Sends a request; the receiver hears of its end exactly once, on any thread. */
    void send(int request, Receiver receiver);

    /** Hears what becomes of a request: either of the first two, then {@link #ended}. */
    interface Receiver {

        /** Takes an answer; its body is released behind the call. */
        void answered(Answer answer);

        /**
         * Takes a failure without an answer.
         *
         * @param kind a word or two, the same for all of the kind
         * @param message what happened
         */
        void failed(String kind, String message);

        /** Says that the connection is free for the next request. */
        void ended();
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param headerLength of the JSON in front of binary tensors, -1 where there are none
     * @param body all of it
     * @param serverTiming the stages, empty where the target does not tell
     */
    record Answer(int status, int headerLength, ByteBuf body, String serverTiming) {}
}
