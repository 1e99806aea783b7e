import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../contracts/index.js';
import { Db } from '../database/index.js';

/** The files a person brought. They belong to what they were brought for, and stay when the person is erased. */
@PersonalData()
@Injectable()
export class FilesPersonalData implements PersonalData {
  constructor(private readonly db: Db) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const rows = await this.db.query(
      `select name, alt as "what it shows", bytes, created_at as "brought at" from file
       where uploaded_by = $1 order by created_at, id`,
      [personId],
    );
    return [{ heading: 'Files you brought', rows }];
  }

  async erase(personId: string): Promise<void> {
    await this.db.query('update file set uploaded_by = null where uploaded_by = $1', [personId]);
  }
}
