package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.CheckedRequest;
import dev.outrank.workbench.checked.Grade;
import dev.outrank.workbench.checked.Questionnaire;
import dev.outrank.workbench.checked.Reply;
import java.util.List;

/**
 * How questions are put.
 *
 * @param model that is asked
 * @param demandsWhole whether a degraded answer is refused beforehand
 * @param questions one after the other, and from the first again
 */
record Asking(String model, boolean demandsWhole, List<Question> questions) implements Questionnaire {

    /** A question as it is put. */
    private record Put(Question question, Asking asking) implements CheckedRequest {

        @Override
        public String path() {
            return "/v1/models/" + asking.model() + ":rank";
        }

        @Override
        public byte[] body() {
            return asking.demandsWhole() ? question.wholeBody() : question.body();
        }

        @Override
        public Grade grade(Reply reply) {
            return Grader.grade(question, reply);
        }
    }

    @Override
    public CheckedRequest request(int number) {
        return new Put(questions.get(Math.floorMod(number, questions.size())), this);
    }
}
