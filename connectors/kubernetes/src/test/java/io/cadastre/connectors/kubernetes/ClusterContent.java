package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.servers.KubeApiServer;

/** What the tests put into a cluster. */
final class ClusterContent {
    /** Stands in a secret, in a config map, and in the annotation in which kubectl keeps what it applied. */
    static final String MARKER = "marker-of-the-cluster-9f31";

    static final String DIGEST = "sha256:" + "5c".repeat(32);

    private ClusterContent() {}

    static void create(KubeApiServer server, String path, String json) {
        server.send("POST", path, json.replace('\'', '"'));
    }

    private static void patch(KubeApiServer server, String path, String json) {
        server.send("PATCH", path, json.replace('\'', '"'));
    }

    static void pod(KubeApiServer server, String name, String node) {
        create(server, "/api/v1/namespaces/shop/pods", """
            {'metadata':{'name':'%s','labels':{'app':'web'},'ownerReferences':
              [{'apiVersion':'apps/v1','kind':'ReplicaSet','name':'web-1','uid':'u-1','controller':true}]},
             'spec':{'nodeName':'%s','serviceAccountName':'web','securityContext':{'runAsNonRoot':true,'runAsUser':1000},
              'containers':[{'name':'main','image':'registry.example/web:1.2','ports':[{'containerPort':8080}],
               'securityContext':{'allowPrivilegeEscalation':false},
               'env':[{'name':'PASSWORD','valueFrom':{'secretKeyRef':{'name':'db','key':'password'}}}],
               'envFrom':[{'configMapRef':{'name':'settings'}}]}]}}""".formatted(name, node));
    }

    static void fill(KubeApiServer server) {
        nodes(server);
        create(server, "/api/v1/namespaces", """
                {'metadata':{'name':'shop','labels':{'pod-security.kubernetes.io/enforce':'restricted'}}}""");
        create(server, "/api/v1/namespaces", "{'metadata':{'name':'ops'}}");
        workloads(server);
        network(server);
        access(server);
        configuration(server);
    }

    private static void nodes(KubeApiServer server) {
        for (int each = 1; each <= 2; each++) {
            create(server, "/api/v1/nodes", """
                    {'metadata':{'name':'node-%1$d'},'spec':{'unschedulable':%2$s,
                     'taints':[{'key':'dedicated','value':'db','effect':'NoSchedule'}]}}""".formatted(each, each == 2));
            patch(server, "/api/v1/nodes/node-" + each + "/status", """
                    {'status':{'conditions':[{'type':'Ready','status':'True'}],
                     'addresses':[{'type':'InternalIP','address':'10.1.0.%1$d'},{'type':'ExternalIP','address':'203.0.113.%1$d'},
                                  {'type':'Hostname','address':'node-%1$d.example'}],
                     'nodeInfo':{'osImage':'Debian GNU/Linux 12','kernelVersion':'6.1.0','architecture':'amd64',
                      'kubeletVersion':'v1.20.2','containerRuntimeVersion':'containerd://1.7.2','operatingSystem':'linux',
                      'machineID':'','systemUUID':'','bootID':'','kubeProxyVersion':''}}}""".formatted(each));
        }
    }

    private static void workloads(KubeApiServer server) {
        String template = """
                'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':{'labels':{'app':'web'}},
                 'spec':{'serviceAccountName':'web','containers':[{'name':'main','image':'registry.example/web:1.2'}]}}""";
        create(server, "/apis/apps/v1/namespaces/shop/deployments", """
                {'metadata':{'name':'web','labels':{'app':'web','tier':'front'}},'spec':{'replicas':2,%s}}""".formatted(template));
        create(server, "/apis/apps/v1/namespaces/shop/replicasets", """
                {'metadata':{'name':'web-1','ownerReferences':
                  [{'apiVersion':'apps/v1','kind':'Deployment','name':'web','uid':'u-0','controller':true}]},
                 'spec':{'replicas':2,%s}}""".formatted(template));
        create(server, "/apis/batch/v1beta1/namespaces/ops/cronjobs", """
                {'metadata':{'name':'nightly'},'spec':{'schedule':'0 3 * * *','suspend':true,'jobTemplate':{'spec':{'template':
                 {'spec':{'restartPolicy':'Never','containers':[{'name':'main','image':'registry.example/backup:7'}]}}}}}}""");
        pod(server, "web-1-a", "node-1");
        pod(server, "web-1-b", "node-2");
        patch(server, "/api/v1/namespaces/shop/pods/web-1-a/status", """
                {'status':{'phase':'Running','podIP':'10.2.0.7','podIPs':[{'ip':'10.2.0.7'}],'containerStatuses':[{'name':'main',
                 'image':'registry.example/web:1.2','imageID':'registry.example/web@%s','ready':true,'restartCount':0}]}}""".formatted(DIGEST));
        create(server, "/api/v1/namespaces/ops/pods", """
                {'metadata':{'name':'debug'},'spec':{'nodeName':'node-1','hostNetwork':true,'hostPID':true,
                 'volumes':[{'name':'root','hostPath':{'path':'/'}},{'name':'key','secret':{'secretName':'deploy-key'}}],
                 'initContainers':[{'name':'prepare','image':'registry.example/tools@%1$s'}],
                 'containers':[{'name':'main','image':'registry.example/tools:latest',
                  'securityContext':{'privileged':true,'runAsUser':0,'capabilities':{'add':['NET_ADMIN']}}}]}}""".formatted(DIGEST));
    }

    private static void network(KubeApiServer server) {
        create(server, "/api/v1/namespaces/shop/services", """
                {'metadata':{'name':'web'},'spec':{'selector':{'app':'web'},'ports':[{'port':80,'targetPort':8080}],
                 'clusterIP':'10.0.0.80'}}""");
        create(server, "/api/v1/namespaces/ops/services", """
                {'metadata':{'name':'decoy'},'spec':{'type':'NodePort','selector':{'app':'none'},
                 'ports':[{'port':443,'nodePort':30443}],'clusterIP':'10.0.0.81'}}""");
        create(server, "/apis/discovery.k8s.io/v1beta1/namespaces/shop/endpointslices", """
                {'metadata':{'name':'web-x','labels':{'kubernetes.io/service-name':'web'}},'addressType':'IPv4','endpoints':
                 [{'addresses':['10.2.0.7'],'targetRef':{'kind':'Pod','namespace':'shop','name':'web-1-a'}}]}""");
        create(server, "/apis/networking.k8s.io/v1/namespaces/shop/ingresses", """
                {'metadata':{'name':'front'},'spec':{'tls':[{'hosts':['shop.example'],'secretName':'front-tls'}],'rules':
                 [{'host':'shop.example','http':{'paths':[{'path':'/','pathType':'Prefix','backend':
                   {'service':{'name':'web','port':{'number':80}}}}]}},{'host':'old.example'}]}}""");
        create(server, "/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies", """
                {'metadata':{'name':'deny-all'},'spec':{'podSelector':{},'policyTypes':['Ingress']}}""");
    }

    private static void access(KubeApiServer server) {
        create(
                server,
                "/api/v1/namespaces/shop/serviceaccounts",
                "{'metadata':{'name':'web'},'automountServiceAccountToken':false}");
        create(server, "/api/v1/namespaces/ops/serviceaccounts", "{'metadata':{'name':'builder'}}");
        create(server, "/apis/rbac.authorization.k8s.io/v1/namespaces/ops/roles", """
                {'metadata':{'name':'keys'},'rules':[{'apiGroups':[''],'resources':['secrets'],'verbs':['get','list']},
                 {'apiGroups':['apps'],'resources':['deployments','statefulsets'],'verbs':['patch'],'resourceNames':['web']}]}""");
        create(server, "/apis/rbac.authorization.k8s.io/v1/namespaces/ops/rolebindings", """
                {'metadata':{'name':'keys'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'Role','name':'keys'},
                 'subjects':[{'kind':'ServiceAccount','name':'builder','namespace':'ops'},
                  {'kind':'User','name':'ada','apiGroup':'rbac.authorization.k8s.io'},
                  {'kind':'Group','name':'devs','apiGroup':'rbac.authorization.k8s.io'}]}""");
        create(server, "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", """
                {'metadata':{'name':'builders'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole',
                 'name':'cluster-admin'},'subjects':[{'kind':'ServiceAccount','name':'builder','namespace':'ops'}]}""");
    }

    private static void configuration(KubeApiServer server) {
        String applied = "'annotations':{'kubectl.kubernetes.io/last-applied-configuration':'{" + MARKER + "}'}";
        create(server, "/api/v1/namespaces/shop/secrets", """
                {'metadata':{'name':'db',%s},'stringData':{'password':'%s'}}""".formatted(applied, MARKER));
        create(server, "/api/v1/namespaces/shop/secrets", """
                {'metadata':{'name':'front-tls'},'type':'kubernetes.io/tls','stringData':{'tls.crt':'%1$s','tls.key':'%1$s'}}""".formatted(MARKER));
        create(server, "/api/v1/namespaces/ops/secrets", """
                {'metadata':{'name':'deploy-key'},'type':'kubernetes.io/ssh-auth','stringData':{'ssh-privatekey':'%s'}}""".formatted(MARKER));
        create(server, "/api/v1/namespaces/shop/configmaps", """
                {'metadata':{'name':'settings',%s},'data':{'greeting':'%s'}}""".formatted(applied, MARKER));
        create(server, "/api/v1/persistentvolumes", """
                {'metadata':{'name':'vol-1'},'spec':{'capacity':{'storage':'10Gi'},'accessModes':['ReadWriteOnce'],
                 'storageClassName':'fast','persistentVolumeReclaimPolicy':'Retain',
                 'csi':{'driver':'disk.example','volumeHandle':'vol-0815'},'claimRef':{'namespace':'shop','name':'data'}}}""");
        create(server, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
                {'metadata':{'name':'widgets.shop.example'},'spec':{'group':'shop.example','scope':'Namespaced',
                 'names':{'plural':'widgets','singular':'widget','kind':'Widget'},'versions':
                 [{'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object'}}},
                  {'name':'v1alpha1','served':false,'storage':false,'schema':{'openAPIV3Schema':{'type':'object'}}}]}}""");
    }
}
