package io.cadastre.connectors.kubernetes;

import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.Emitter;
import java.util.List;

/**
 * A kind of object that is listed.
 *
 * @param plural its name in paths
 * @param group its API group; empty for the core
 * @param versions those that are understood, the best first
 * @param form in which it is asked for
 * @param mapping makes entities of one
 * @param outputs what that emits
 */
record Kind(String plural, String group, List<String> versions, Form form, Mapping mapping, List<Output> outputs) {
    /** How much of the objects is asked for. */
    enum Form {
        WHOLE("application/json"),
        /** Name, labels and the like alone: no content leaves the server. */
        METADATA("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"),
        /** That and a few columns made for people, among them the type of a secret: its values stay at the server. */
        TABLE("application/json;as=Table;v=v1;g=meta.k8s.io");

        private final String accept;

        Form(String accept) {
            this.accept = accept;
        }

        /** The media type. */
        String accept() {
            return accept;
        }
    }

    /** Makes entities of an object. */
    @FunctionalInterface
    interface Mapping {
        void emit(Emitter emitter, KubeObject object) throws Exception;
    }

    Kind {
        versions = List.copyOf(versions);
        outputs = List.copyOf(outputs);
    }

    static Kind of(String plural, String group, List<String> versions, Mapping mapping, Output... outputs) {
        return new Kind(plural, group, versions, Form.WHOLE, mapping, List.of(outputs));
    }

    /** Of the core, in its only version. */
    static Kind core(String plural, Mapping mapping, Output... outputs) {
        return of(plural, "", List.of("v1"), mapping, outputs);
    }

    Kind as(Form value) {
        return new Kind(plural, group, versions, value, mapping, outputs);
    }

    /** What the token must be allowed, as Kubernetes has it. */
    String permission() {
        return "list " + plural + (group.isEmpty() ? "" : "." + group);
    }
}
