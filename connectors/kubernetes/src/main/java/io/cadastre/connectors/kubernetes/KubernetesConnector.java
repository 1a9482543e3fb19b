package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.kubernetes.model.Binding;
import io.cadastre.connectors.kubernetes.model.Cluster;
import io.cadastre.connectors.kubernetes.model.ConfigMap;
import io.cadastre.connectors.kubernetes.model.Container;
import io.cadastre.connectors.kubernetes.model.CustomResource;
import io.cadastre.connectors.kubernetes.model.Ingress;
import io.cadastre.connectors.kubernetes.model.Namespace;
import io.cadastre.connectors.kubernetes.model.NetworkPolicy;
import io.cadastre.connectors.kubernetes.model.Node;
import io.cadastre.connectors.kubernetes.model.Pod;
import io.cadastre.connectors.kubernetes.model.Role;
import io.cadastre.connectors.kubernetes.model.Secret;
import io.cadastre.connectors.kubernetes.model.Service;
import io.cadastre.connectors.kubernetes.model.ServiceAccount;
import io.cadastre.connectors.kubernetes.model.Subject;
import io.cadastre.connectors.kubernetes.model.SubjectGroup;
import io.cadastre.connectors.kubernetes.model.Volume;
import io.cadastre.connectors.kubernetes.model.Workload;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;

/** Reads what a Kubernetes API server serves. */
public final class KubernetesConnector implements ConnectorModule {
    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "kubernetes",
                    "Kubernetes",
                    "A cluster: nodes, workloads, pods and their images, services, who may do what; of secrets only the names.",
                    Schema.of(
                            "kubernetes",
                            Cluster.TYPE,
                            Node.TYPE,
                            Namespace.TYPE,
                            Workload.TYPE,
                            Pod.TYPE,
                            Container.TYPE,
                            Service.TYPE,
                            Ingress.TYPE,
                            ServiceAccount.TYPE,
                            Role.TYPE,
                            Binding.TYPE,
                            Subject.TYPE,
                            SubjectGroup.TYPE,
                            NetworkPolicy.TYPE,
                            Secret.TYPE,
                            ConfigMap.TYPE,
                            Volume.TYPE,
                            CustomResource.TYPE))
            .icon("M12 2l8 4 2 8-6 7H8l-6-7 2-8zM12 7v10M7 12h10")
            .permissions(Kinds.ALL.stream().map(Kind::permission).toArray(String[]::new))
            .config(KubernetesSettings.BASE_URL, KubernetesSettings.CERTIFICATE, KubernetesSettings.PAGE_SIZE)
            .credentials(KubernetesSettings.TOKEN)
            .onboarding(OnboardingFlow.of(OnboardingStep.input(
                            "server",
                            "API server",
                            "Which cluster is read, and by what.",
                            List.of(
                                    KubernetesSettings.BASE_URL,
                                    KubernetesSettings.CERTIFICATE,
                                    KubernetesSettings.PAGE_SIZE),
                            List.of(KubernetesSettings.TOKEN))
                    .checkedBy((answers, env) -> KubernetesInstallation.problems(
                            KubernetesSettings.of(answers.values(), answers.credentials()), env))));

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return new KubernetesInstallation(KubernetesSettings.of(config, credentials));
    }
}
