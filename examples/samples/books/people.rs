//! Invented people: every name is put together from common surnames and given names.

use muster::drill::{Person, PersonId, PersonKind};

const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "高", "罗", "郑", "梁", "谢", "宋",
];
const GIVEN: [&str; 29] = [
    "伟", "芳", "建国", "秀英", "敏", "静", "志强", "丽", "磊", "军", "海燕", "勇", "艳", "杰",
    "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚", "桂英", "文博", "晓峰", "玉梅", "家豪", "雪",
    "国栋",
];

/// The person number `number`: 24 × 29 names before one comes back.
pub fn name(number: usize) -> String {
    format!("{}{}", SURNAMES[number % SURNAMES.len()], GIVEN[(number * 7 + 3) % GIVEN.len()])
}

/// A department with its shift and how many people it has.
pub struct Department {
    pub name: &'static str,
    pub shift: &'static str,
    pub people: usize,
}

/// The people of the departments, then visitors and contractors. One in ninety needs help.
pub fn people(departments: &[Department], visitors: usize, contractors: usize) -> Vec<Person> {
    let mut people = Vec::new();
    let mut add = |department: &str, shift: &str, kind: PersonKind| {
        let number = people.len();
        people.push(Person {
            id: PersonId::numbered(number as u32 + 1),
            name: name(number),
            department: department.to_owned(),
            shift: shift.to_owned(),
            kind,
            reduced_mobility: number % 90 == 40,
            assembly_point: None,
        });
    };
    for department in departments {
        for _ in 0..department.people {
            add(department.name, department.shift, PersonKind::Employee);
        }
    }
    for _ in 0..visitors {
        add("访客 Visitors", "", PersonKind::Visitor);
    }
    for _ in 0..contractors {
        add("外来施工 Contractors", "", PersonKind::Contractor);
    }
    people
}
