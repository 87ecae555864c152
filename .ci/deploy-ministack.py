"""ministack as this stack needs it, so that the template it deploys is the very one that AWS would get.

Its CloudFormation lacks two types of resource, though its Athena has what they make; it refers to a secret by its name,
where AWS has the ARN that a policy needs; and it leaves a bucket's tags out, by which CDK knows what it may empty.
"""

import json

from ministack.app import main
from ministack.services import athena, s3, secretsmanager
from ministack.services.cloudformation import provisioners


def answer(response):
    status, _, body = response
    if status >= 400:
        raise ValueError(body)
    return json.loads(body)


def named_query(_logical_id, props, _stack):
    query = answer(athena._create_named_query(props))["NamedQueryId"]
    return query, {"NamedQueryId": query}


def prepared_statement(_logical_id, props, _stack):
    answer(athena._create_prepared_statement(props))
    return props["StatementName"], {}


def delete_statement(name, props):
    answer(athena._delete_prepared_statement({"StatementName": name, "WorkGroup": props["WorkGroup"]}))


provisioners._RESOURCE_HANDLERS["AWS::Athena::NamedQuery"] = {
    "create": named_query,
    "delete": lambda query, _props: athena._delete_named_query({"NamedQueryId": query}),
}
provisioners._RESOURCE_HANDLERS["AWS::Athena::PreparedStatement"] = {
    "create": prepared_statement,
    "delete": delete_statement,
}

secret = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]


def name_of(arn):
    return next(name for name, kept in secretsmanager._secrets.items() if kept["ARN"] == arn)


def create_secret(logical_id, props, stack):
    _, attributes = provisioners._sm_secret_create(logical_id, props, stack)
    return attributes["Arn"], attributes


def update_secret(arn, old, new, stack, logical_id=None):
    _, attributes = provisioners._sm_secret_update(name_of(arn), old, new, stack, logical_id)
    return arn, attributes


secret["create"] = create_secret
secret["update"] = update_secret
secret["delete"] = lambda arn, props: provisioners._sm_secret_delete(name_of(arn), props)



def create_bucket(logical_id, props, stack):
    name, attributes = provisioners._s3_create(logical_id, props, stack)
    s3._bucket_tags[name] = {tag["Key"]: tag["Value"] for tag in props.get("Tags", [])}
    return name, attributes


provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"]["create"] = create_bucket

if __name__ == "__main__":
    main()
